using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Records;

public sealed class RecordIndexTests
{
    [Theory]
    [InlineData("edge-1.u1", "edge-1", "u1")]
    [InlineData("rack.7.example.0c7f7bd0-1111", "rack.7.example", "0c7f7bd0-1111")]
    public void RecordName_NodeMayHaveDots(string name, string node, string uid)
    {
        Assert.True(SyncRecord.TrySplitName(name, out var readNode, out var readUid));
        Assert.Equal((node, uid), (readNode, readUid));
    }

    [Theory]
    [InlineData("nodot")]
    [InlineData(".u1")]
    [InlineData("edge-1.")]
    [InlineData("")]
    public void RecordName_Malformed_IsLeftAlone(string name) => Assert.False(SyncRecord.TrySplitName(name, out _, out _));

    [Fact]
    public void Put_WithoutStatus_MeansVersionZero()
    {
        var book = new LedgerBook();
        new RecordIndexRig(book).Put("edge-1", "u1", "demo", null);

        var holding = Assert.Single(book.For("edge-1").Entries).First;
        Assert.Equal(("0", true, ""), (holding?.Version, holding?.IsOffered, holding?.StoredVersion));
    }

    [Fact]
    public void Put_EchoOfAnOlderWrite_ChangesNothing()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book);
        index.Put("edge-1", "u1", "demo", "7", version: 20);
        index.Put("edge-1", "u1", "demo", "5", version: 19);

        Assert.Equal("7", Assert.Single(book.For("edge-1").Entries).First?.StoredVersion);
    }

    [Fact]
    public void Put_ByAnotherHubWhileTheNodeIsNotHere_IsTaken()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book);
        index.Put("edge-1", "u1", "demo", "5", version: 20);
        index.Put("edge-1", "u1", "demo", "7", version: 21);

        Assert.Equal("7", Assert.Single(book.For("edge-1").Entries).First?.Version);
    }

    [Fact]
    public void Remove_ByTheDeletionOfItsNamespace_NodeIsStillToldToDelete()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book);
        index.Put("edge-1", "u1", "demo", "7");
        index.Remove("edge-1", "u1", "demo");
        rig.Sync();
        rig.Reconnect();

        var delete = Assert.Single(rig.Pump());

        Assert.Equal("delete", delete.Route.Operation);
        rig.Acknowledge(delete);
        Assert.Empty(rig.Ledger.Entries);
    }

    [Fact]
    public void Remove_ByThisHub_LateEventsOfTheWatchDoNotBringItBack()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book);
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        rig.Remove("demo", "u1", 8);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();

        index.Put("edge-1", "u1", "demo", "0", version: 1001);
        index.Put("edge-1", "u1", "demo", "7", version: 1002);
        index.Remove("edge-1", "u1", "demo");

        Assert.Empty(rig.Ledger.Entries);
    }
}
