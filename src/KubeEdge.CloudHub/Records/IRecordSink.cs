namespace KubeEdge.CloudHub.Records;

/// <summary>Takes note that a holding's record has to be written. Called under the ledger's gate; never waits.</summary>
internal interface IRecordSink
{
    void Enqueue(NodeLedger ledger, LedgerEntry entry, Holding holding);
}
