package org.amparo.respond.paging;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface Pages extends ListCrudRepository<Page, UUID> {

    /** Holds the page until the transaction ends: two who accept at once come one after the other. */
    @Query("select * from respond.page where id = :id for update")
    Optional<Page> hold(UUID id);

    @Query("select * from respond.page where incident_id = :incident order by opened_at desc, id limit 1")
    Optional<Page> latestOf(UUID incident);

    /** Those for which somebody would still be called or asked. */
    @Query("select * from respond.page where step_until is not null or watch_until is not null order by id for update")
    List<Page> allUnderWay();

    @Query("""
            select * from respond.page where (accepted_by = :person or second_by = :person)
                and (step_until is not null or watch_until is not null) order by id""")
    List<Page> underWayOf(UUID person);

    @Query("select * from respond.page where incident_id = :incident order by opened_at, id")
    List<Page> allOf(UUID incident);
}
