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
        new RecordIndexRig(book, new FakeRecordSink()).Put("edge-1", "u1", "demo", null);

        var holding = Assert.Single(book.For("edge-1").Entries).First;
        Assert.Equal(("0", true, ""), (holding?.Version, holding?.IsOffered, holding?.StoredVersion));
    }

    [Fact]
    public void Put_EchoOfAnOlderWrite_ChangesNothing()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book, new FakeRecordSink());
        index.Put("edge-1", "u1", "demo", "7", version: 20);
        index.Put("edge-1", "u1", "demo", "5", version: 19);

        Assert.Equal("7", Assert.Single(book.For("edge-1").Entries).First?.StoredVersion);
    }

    [Fact]
    public void Put_ByAnotherHubWhileTheNodeIsNotHere_IsTaken()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book, new FakeRecordSink());
        index.Put("edge-1", "u1", "demo", "5", version: 20);
        index.Put("edge-1", "u1", "demo", "7", version: 21);

        Assert.Equal("7", Assert.Single(book.For("edge-1").Entries).First?.Version);
    }

    [Fact]
    public void Remove_ByTheDeletionOfItsNamespace_NodeIsStillToldToDelete()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
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
        var index = new RecordIndexRig(rig.Book, rig.Writer);
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

    [Fact]
    public void Remove_EchoOfAnOlderRemoval_TheRecordMadeSinceIsReadAndStays()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        index.Put("edge-1", "u1", "demo", "7", version: 30);
        index.Remove("edge-1", "u1", "demo", version: 20);

        var holding = Assert.Single(rig.Ledger.Entries).First;
        Assert.Equal("", holding?.RecordVersion);
        rig.WriteRecords();
        Assert.Equal("get edge-1.u1", rig.Store.Calls[0]);
    }

    [Fact]
    public void Remove_BySomebodyWhileTheNodeIsServed_RecordIsMadeAgain()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        rig.Ledger.Deliveries = 1;
        rig.Store.Remove(rig.Store.Records["edge-1.u1"].Record);
        index.Remove("edge-1", "u1", "demo", version: 9_000);
        rig.WriteRecords();

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public void Put_ByAnotherHubThatWithdrew_OlderVersionIsBelieved()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book, new FakeRecordSink());
        index.Put("edge-1", "u1", "demo", "7", version: 20);
        index.Put("edge-1", "u1", "demo", "0", version: 21);

        Assert.Equal("0", Assert.Single(book.For("edge-1").Entries).First?.Version);
    }

    [Fact]
    public void Put_ByAnotherHubWhileTheNodeIsServedHere_OwnAnswerStaysAndNobodyFights()
    {
        var book = new LedgerBook();
        var sink = new FakeRecordSink();
        var index = new RecordIndexRig(book, sink);
        index.Put("edge-1", "u1", "demo", "7", version: 20);
        book.For("edge-1").Deliveries = 1;
        index.Put("edge-1", "u1", "demo", "5", version: 21);

        Assert.Equal("7", Assert.Single(book.For("edge-1").Entries).First?.Version);
        Assert.Empty(sink.Wanted);
    }

    [Fact]
    public void Put_NewRecordWhileTheNodeIsServedHere_DeliveryLooksAtIt()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        rig.Sync();
        rig.Ledger.RecordFound = rig.Machine.RecordFound;
        index.Put("edge-1", "u1", "sent-by-another-hub", "7");

        // The object's own watch may be behind that of the records.
        Assert.Empty(rig.Pump());
        Assert.Equal("delete", Assert.Single(rig.AdvanceAndPump(rig.Settings.FoundPause)).Route.Operation);
    }

    [Fact]
    public void Put_NewRecordOfAnObjectStillToBeHeardOf_IsNotDeleted()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        rig.Sync();
        rig.Ledger.RecordFound = rig.Machine.RecordFound;
        index.Put("edge-1", "u1", "demo", "0");
        Assert.Empty(rig.Pump());
        rig.Put("demo", "u1", 7);

        Assert.Equal("update", Assert.Single(rig.AdvanceAndPump(rig.Settings.FoundPause)).Route.Operation);
    }

    [Fact]
    public void Put_ByAnotherHubWhileTheNodeIsServedHere_IsSetRightOnceTheNodeIsHeard()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        var (record, _, version) = rig.Store.Records["edge-1.u1"];
        rig.Store.Records["edge-1.u1"] = (record, "0", version + 1000);
        index.Put("edge-1", "u1", "demo", "0", version + 1000);
        rig.WriteRecords();
        Assert.Equal("0", rig.Store.StatusOf("edge-1.u1"));

        rig.Machine.Heard();
        rig.WriteRecords();

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public void Put_BeforeThisHubsOwnWasSent_IsDeletedFromTheNodeWhenItIsOvertaken()
    {
        using var rig = new DeliveryRig();
        var index = new RecordIndexRig(rig.Book, rig.Writer);
        rig.Sync();
        rig.Store.Fault = static _ => RecordStatus.Unavailable;
        rig.Put("demo", "u1", 7);
        Assert.Empty(rig.Pump());

        // Another hub made the record, sent the object, and lost the node to this one.
        index.Put("edge-1", "u1", "demo", "0");
        rig.Remove("demo", "u1", 8);

        Assert.Equal("delete", Assert.Single(rig.AdvanceAndPump(TimeSpan.FromSeconds(1))).Route.Operation);
    }

    [Fact]
    public void Unrecorded_BeyondTheBound_OldestAreForgotten()
    {
        var book = new LedgerBook();
        var index = new RecordIndexRig(book, new FakeRecordSink());
        for (var i = 0; i < 5; i++)
        {
            index.Put("edge-1", $"u{i}", $"c{i}", "7", version: 20);
            index.Remove("edge-1", $"u{i}", $"c{i}", version: 21);
        }

        book.TrimUnrecorded(limit: 2);

        Assert.Equal(["u3", "u4"], book.For("edge-1").Entries.Select(entry => entry.First?.Uid).Order());
    }
}
