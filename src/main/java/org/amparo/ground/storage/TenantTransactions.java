package org.amparo.ground.storage;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells the database, at the start of each transaction and for that transaction only, whose rows it may see. */
class TenantTransactions extends JdbcTransactionManager {

    public TenantTransactions(DataSource source) {
        super(source);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        var organization = Tenancy.current();
        if (organization.isEmpty()) return;
        var holder = (ConnectionHolder) TransactionSynchronizationManager.getResource(obtainDataSource());
        if (holder == null) throw new CannotCreateTransactionException("No connection for the transaction");
        try (var statement =
                holder.getConnection().prepareStatement("select set_config('app.organization', ?, true)")) {
            statement.setString(1, organization.get().toString());
            statement.execute();
        } catch (SQLException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("Could not say whose rows these are", e);
        }
    }
}
