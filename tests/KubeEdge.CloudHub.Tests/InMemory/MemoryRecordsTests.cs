using KubeEdge.CloudHub.InMemory;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.InMemory;

public sealed class MemoryRecordsTests
{
    private static readonly SyncRecord _record = new("edge-1", "u1", TestObjects.ConfigMaps, "default", "demo");
    private readonly MemoryRecords _records = new();

    [Fact]
    public async Task Calls_InTurn_KeepTheVersionRulesOfAnApi()
    {
        Assert.Equal(RecordStatus.NotFound, (await _records.GetAsync(_record, default)).Status);
        Assert.Equal(RecordStatus.NotFound, (await _records.UpdateAsync(_record, "1", "1", default)).Status);
        var created = await _records.CreateAsync(_record, "0", default);
        Assert.Equal((RecordStatus.Done, "0"), (created.Status, created.StoredVersion));
        Assert.Equal(RecordStatus.Exists, (await _records.CreateAsync(_record, "0", default)).Status);

        var updated = await _records.UpdateAsync(_record, "7", created.RecordVersion!, default);

        Assert.Equal((RecordStatus.Done, "7"), (updated.Status, updated.StoredVersion));
        Assert.Equal(updated, await _records.GetAsync(_record, default));
        Assert.Equal(RecordStatus.Conflict, (await _records.UpdateAsync(_record, "8", created.RecordVersion!, default)).Status);
        Assert.Equal(RecordStatus.Conflict, (await _records.DeleteAsync(_record, created.RecordVersion!, default)).Status);
        Assert.Equal(RecordStatus.Done, (await _records.DeleteAsync(_record, updated.RecordVersion!, default)).Status);
        Assert.Equal(RecordStatus.NotFound, (await _records.DeleteAsync(_record, updated.RecordVersion!, default)).Status);
    }
}
