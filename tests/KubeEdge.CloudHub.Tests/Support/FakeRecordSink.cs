using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>Notes which holdings want to be written.</summary>
internal sealed class FakeRecordSink : IRecordSink
{
    public List<string> Wanted { get; } = [];

    public void Enqueue(NodeLedger ledger, LedgerEntry entry, Holding holding) => Wanted.Add($"{ledger.Node}.{holding.Uid} {holding.Version}");
}
