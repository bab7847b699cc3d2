using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Delivery;

public sealed class DeliveryMachineTests
{
    private static readonly TimeSpan _retransmit = TimeSpan.FromSeconds(5);

    [Fact]
    public void Put_NeverSentBefore_RecordIsCreatedThenInserted()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);

        var sent = Assert.Single(rig.Pump());

        Assert.Equal(["create edge-1.u1 0"], rig.Store.Calls);
        Assert.Equal(new MessageRoute("edgecontroller", "resource", "default/configmap/demo", "insert"), sent.Route);
        Assert.Equal("7", sent.Header.ResourceVersion);
        Assert.True(sent.Header.ParentId.IsEmpty);
    }

    [Fact]
    public void Put_RecordCannotBeCreated_NothingIsSentUntilItCan()
    {
        using var rig = new DeliveryRig();
        rig.Store.Fault = _ => RecordStatus.Unavailable;
        rig.Put("demo", "u1", 7);

        Assert.Empty(rig.Pump());
        rig.Store.Fault = _ => null;
        Assert.Empty(rig.AdvanceAndPump(TimeSpan.FromMilliseconds(999)));

        Assert.Single(rig.AdvanceAndPump(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void Put_RecordExistsAlready_CountsAsCreated()
    {
        using var rig = new DeliveryRig();
        rig.Store.Fault = static call => call.StartsWith("create", StringComparison.Ordinal) ? RecordStatus.Exists : null;
        rig.Put("demo", "u1", 7);

        Assert.Single(rig.Pump());
    }

    [Fact]
    public void Acknowledge_Put_RecordNamesTheVersion()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);

        Assert.True(rig.Acknowledge(rig.Pump()[0]));
        rig.WriteRecords();

        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
        Assert.Empty(rig.Pump());
        Assert.True(rig.Machine.IsQuiet);
    }

    [Fact]
    public void Acknowledge_LateRepeatedOrForeignId_IsIgnored()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var sent = rig.Pump()[0];

        Assert.True(rig.Acknowledge(sent));
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(rig.Acknowledge(sent));
        }

        Assert.False(rig.Machine.TryAcknowledge(MessageId.New(), out _));
        Assert.False(rig.Machine.TryAcknowledge(default, out _));
    }

    [Fact]
    public void Acknowledge_BeforeTheFlushIsReported_Counts()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var sent = rig.Pump(flushed: false)[0];

        Assert.True(rig.Acknowledge(sent));
        Assert.Empty(rig.Pump());
        Assert.True(rig.Machine.IsQuiet);
    }

    [Fact]
    public void NewerVersions_WhileOneIsUnderWay_OnlyTheNewestFollows()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var first = rig.Pump()[0];
        rig.Put("demo", "u1", 8);
        rig.Put("demo", "u1", 9);

        Assert.Empty(rig.Pump());
        rig.Acknowledge(first);
        var second = Assert.Single(rig.Pump());

        Assert.Equal(("update", "9"), (second.Route.Operation, second.Header.ResourceVersion));
    }

    [Fact]
    public void OlderOrEqualVersion_IsNotSent()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 9);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Put("demo", "u1", 9);
        rig.Put("demo", "u1", 8);

        Assert.Empty(rig.Pump());
    }

    [Fact]
    public void NoAcknowledgement_SameMessageAtFiveSecondSteps()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var first = rig.Pump()[0];

        for (var i = 1; i <= 12; i++)
        {
            Assert.Empty(rig.AdvanceAndPump(_retransmit - TimeSpan.FromTicks(1)));
            Assert.Same(first, Assert.Single(rig.AdvanceAndPump(TimeSpan.FromTicks(1))));
        }
    }

    [Fact]
    public void NoAcknowledgement_NewerVersionCameMeanwhile_IsSentAfterFiveSends()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var first = rig.Pump()[0];
        rig.Put("demo", "u1", 8);

        for (var i = 1; i < 5; i++)
        {
            Assert.Same(first, Assert.Single(rig.AdvanceAndPump(_retransmit)));
        }

        var next = Assert.Single(rig.AdvanceAndPump(_retransmit));
        Assert.Equal("8", next.Header.ResourceVersion);
        Assert.NotEqual(first.Header.Id, next.Header.Id);
        Assert.False(rig.Acknowledge(first));
        Assert.True(rig.Acknowledge(next));
    }

    [Fact]
    public void SendNotFlushed_IsNotRepeated()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        Assert.Single(rig.Pump(flushed: false));

        Assert.Empty(rig.AdvanceAndPump(TimeSpan.FromMinutes(1)));
        Assert.Null(rig.Machine.UntilNextTick());
    }

    [Theory]
    [InlineData(700)]
    [InlineData(3000)]
    [InlineData(4900)]
    public void UntilNextTick_TimePassesWithEachLook_IsNeverNegativeAndNothingIsSkipped(int milliseconds)
    {
        var clock = new PassingClock(TimeSpan.FromMilliseconds(milliseconds));
        using var rig = new DeliveryRig(time: clock);
        rig.Put("demo", "u1", 7);
        var first = Assert.Single(rig.Pump());
        rig.Machine.TryFail(first.Header.Id, out _);
        var sent = new List<Message>();

        // First the pause after an error, then the wait for the acknowledgement. As many looks as it takes, far fewer than these.
        for (var look = 0; look < 100 && sent.Count < 2; look++)
        {
            Assert.True(rig.Machine.UntilNextTick() >= TimeSpan.Zero);
            rig.Machine.Tick();
            sent.AddRange(rig.Pump());
        }

        Assert.Equal(2, sent.Count);
        Assert.Same(sent[0], sent[1]);
    }

    [Fact]
    public void Window_IsNeverExceeded_AndOneStuckObjectDoesNotHoldUpOthers()
    {
        using var rig = new DeliveryRig(window: 4);
        for (var i = 0; i < 20; i++)
        {
            rig.Put($"demo-{i}", $"u{i}", 7);
        }

        var sent = rig.Pump();
        Assert.Equal(4, sent.Count);
        var stuck = sent[0];
        var rest = new Queue<Message>(sent.Skip(1));
        var delivered = 0;
        while (rest.TryDequeue(out var message))
        {
            Assert.True(rig.Machine.InFlight <= 4);
            rig.Acknowledge(message);
            delivered++;
            rig.Pump().ForEach(rest.Enqueue);
        }

        Assert.Equal(19, delivered);
        Assert.True(rig.Acknowledge(stuck));
    }

    [Fact]
    public void WindowFullOfStuckObjects_OthersGetTheirTurn()
    {
        using var rig = new DeliveryRig(window: 2);
        rig.Put("stuck-1", "s1", 1);
        rig.Put("stuck-2", "s2", 1);
        var stuck = rig.Pump();
        rig.Put("good", "g", 1);

        List<Message> sent = [];
        for (var i = 0; i < 5; i++)
        {
            sent.AddRange(rig.AdvanceAndPump(_retransmit));
        }

        Assert.Contains(sent, message => message.Route.Resource == "default/configmap/good");
        Assert.True(rig.Acknowledge(stuck[0]));
        Assert.True(rig.Acknowledge(stuck[1]));
    }

    [Fact]
    public void DeleteAndRecreate_SameName_NeverOverlap()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        var insert = rig.Pump()[0];
        rig.Remove("demo", "u1", 8);
        rig.Put("demo", "u2", 9);

        Assert.Empty(rig.Pump());
        rig.Acknowledge(insert);
        var delete = Assert.Single(rig.Pump());
        Assert.Equal(("delete", "8"), (delete.Route.Operation, delete.Header.ResourceVersion));
        Assert.Contains("\"uid\":\"u1\"", Encoding.UTF8.GetString(delete.Content.ToData().Span), StringComparison.Ordinal);
        rig.Acknowledge(delete);
        var again = Assert.Single(rig.Pump());
        Assert.Equal(("insert", "9"), (again.Route.Operation, again.Header.ResourceVersion));
        rig.Acknowledge(again);
        rig.WriteRecords();

        Assert.Equal(["edge-1.u2"], rig.Store.Records.Keys);
    }

    [Fact]
    public void Delete_NothingKnownButTheRecord_CarriesNameNamespaceUid()
    {
        using var rig = new DeliveryRig();
        new RecordIndexRig(rig.Book, rig.Writer).Put("edge-1", "u1", "demo", "7");
        rig.Sync();
        rig.Reconnect();

        var delete = Assert.Single(rig.Pump());

        Assert.Equal("delete", delete.Route.Operation);
        Assert.Null(delete.Header.ResourceVersion);
        Assert.Equal(
            """{"metadata":{"name":"demo","namespace":"default","uid":"u1"}}""", Encoding.UTF8.GetString(delete.Content.ToData().Span));
        rig.Acknowledge(delete);
        rig.WriteRecords();
        Assert.Equal("delete edge-1.u1", rig.Store.Calls[^1]);
    }

    [Fact]
    public void Leftover_BeforeTheFirstListIsComplete_IsLeftAlone()
    {
        using var rig = new DeliveryRig();
        new RecordIndexRig(rig.Book, rig.Writer).Put("edge-1", "u1", "demo", "7");
        rig.Reconnect();

        Assert.Empty(rig.Pump());
        rig.Sync();
        Assert.Equal("delete", Assert.Single(rig.Pump()).Route.Operation);
    }

    [Theory]
    [InlineData("7", false)]
    [InlineData("9", false)]
    [InlineData("6", true)]
    [InlineData("0", true)]
    [InlineData(null, true)]
    [InlineData("abc", true)]
    public void Restart_RecordNamesAVersion_OnlyANewerOneIsSent(string? recorded, bool isSent)
    {
        using var rig = new DeliveryRig();
        rig.Ledger.Deliveries = 0;
        new RecordIndexRig(rig.Book, rig.Writer).Put("edge-1", "u1", "demo", recorded);
        rig.Put("demo", "u1", 7);
        rig.Sync();
        rig.Reconnect();

        var sent = rig.Pump();

        Assert.Equal(isSent ? ["update"] : [], sent.Select(message => message.Route.Operation));
    }

    [Fact]
    public void DeletedWhileItsRecordWasBeingMade_NodeNeverHearsOfIt()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        Assert.True(rig.Machine.TryTake(out var step));
        Assert.Null(step.Attempt);
        rig.Remove("demo", "u1", 8);
        rig.CreateRecord(step);

        Assert.Empty(rig.Pump());
        rig.WriteRecords();
        Assert.Empty(rig.Store.Records);
        Assert.Empty(rig.Ledger.Entries);
    }

    [Fact]
    public void Error_IsTriedAgainWithGrowingPauses()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7);
        var message = rig.Pump()[0];
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Assert.True(rig.Machine.TryFail(message.Header.Id, out var key));
            Assert.Equal(TestObjects.Key("demo"), key);
            Assert.False(rig.Machine.TryFail(message.Header.Id, out _));
            Assert.Empty(rig.AdvanceAndPump(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1)));
            message = Assert.Single(rig.AdvanceAndPump(TimeSpan.FromTicks(1)));
        }
    }

    [Fact]
    public void TooLarge_OthersGoOn()
    {
        using var rig = new DeliveryRig(window: 1);
        rig.Put("big", "b", 1);
        rig.Put("small", "s", 1);
        while (rig.Machine.TryTake(out var step))
        {
            if (step.Attempt is { } attempt)
            {
                rig.Machine.Rejected(step.Path, attempt);
                break;
            }

            rig.CreateRecord(step);
        }

        Assert.Single(rig.Pump());
    }

    [Fact]
    public void LeavesAudience_IsDeletedAndComesBack()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();

        rig.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap("demo", "u1", 7), CloudHub.Delivery.Audience.Node("edge-2"));
        var delete = Assert.Single(rig.Pump());
        Assert.Equal("delete", delete.Route.Operation);
        rig.Acknowledge(delete);

        rig.Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap("demo", "u1", 7), CloudHub.Delivery.Audience.AllNodes);
        var insert = Assert.Single(rig.Pump());
        Assert.Equal("insert", insert.Route.Operation);
        rig.Acknowledge(insert);
        rig.WriteRecords();
        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }
}
