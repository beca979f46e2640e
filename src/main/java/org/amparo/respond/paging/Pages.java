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

    @Query("select * from respond.page where state = 'CALLING' order by id for update")
    List<Page> allCalling();

    @Query("select * from respond.page where incident_id = :incident order by opened_at, id")
    List<Page> allOf(UUID incident);
}
