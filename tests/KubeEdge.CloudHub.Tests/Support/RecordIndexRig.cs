using KubeEdge.CloudHub.Records;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>Feeds records into ledgers as the watch would.</summary>
internal sealed class RecordIndexRig(LedgerBook book, IRecordSink records)
{
    private readonly RecordIndex _index = new(
        new KubeClient(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") }), book, records, new ManualTimeProvider(), NullLogger<RecordIndex>.Instance);

    public void Put(string node, string uid, string name, string? status, long version = 1) =>
        _index.Put(TestObjects.Record(node, uid, name, status, version));

    public void Remove(string node, string uid, string name, long version = 1) => _index.Remove(TestObjects.Record(node, uid, name, null, version));
}
