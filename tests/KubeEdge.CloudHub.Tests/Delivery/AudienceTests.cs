using System.Collections.Immutable;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Delivery;

public sealed class AudienceTests
{
    [Fact]
    public void Includes_EachForm_MeansItsNodes()
    {
        Assert.True(Audience.AllNodes.Includes("a"));
        Assert.False(Audience.Nobody.Includes("a"));
        Assert.True(Audience.Node("a").Includes("a"));
        Assert.False(Audience.Node("a").Includes("A"));
        Assert.True(Audience.Nodes(new HashSet<string> { "a", "b" }).Includes("b"));
        Assert.False(Audience.Nodes(new HashSet<string> { "a", "b" }).Includes("c"));
    }

    [Fact]
    public void Equality_SameNodesInAnotherForm_IsEqual()
    {
        Assert.Equal(Audience.Node("a"), Audience.Nodes(new HashSet<string> { "a" }));
        Assert.Equal(Audience.Nobody, Audience.Nodes(new HashSet<string>()));
        Assert.Equal(Audience.Nodes(new HashSet<string> { "a", "b" }), Audience.Nodes(ImmutableHashSet.Create("b", "a")));
        Assert.Equal(default, Audience.AllNodes);
        Assert.NotEqual(Audience.AllNodes, Audience.Nobody);
        Assert.NotEqual(Audience.Node("a"), Audience.Node("b"));
        Assert.NotEqual(Audience.Nodes(new HashSet<string> { "a", "b" }), Audience.Nodes(new HashSet<string> { "a", "c" }));
    }

    [Fact]
    public void Nodes_SetChangedAfterwards_AudienceStays()
    {
        var names = new HashSet<string> { "a", "b" };
        var audience = Audience.Nodes(names);
        names.Add("c");

        Assert.False(audience.Includes("c"));
        Assert.Equal(["a", "b"], audience.NodeNames?.Order());
    }

    [Fact]
    public void Put_NodeLeavesTheAudience_IsToldToDeleteWithTheLastObject()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7, Names(DeliveryRig.NodeName, "edge-2"));
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        rig.Put("demo", "u1", 7, Names("edge-2"));

        var delete = Assert.Single(rig.Pump());

        Assert.Equal(("delete", "7"), (delete.Route.Operation, delete.Header.ResourceVersion));
        Assert.Contains("\"data\"", System.Text.Encoding.UTF8.GetString(delete.Content.ToData().Span), StringComparison.Ordinal);
        rig.Acknowledge(delete);
        rig.WriteRecords();
        Assert.Empty(rig.Store.Records);
        Assert.Empty(rig.Ledger.Entries);
    }

    [Fact]
    public void Put_NodeEntersTheAudience_GetsTheObject()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7, Names("edge-2"));
        Assert.Empty(rig.Pump());
        rig.Put("demo", "u1", 7, Names("edge-2", DeliveryRig.NodeName));

        Assert.Equal("insert", Assert.Single(rig.Pump()).Route.Operation);
    }

    [Fact]
    public void Put_OlderVersionForAnotherAudience_NewerBytesStay()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 9, Audience.Nobody);
        rig.Put("demo", "u1", 7, Audience.AllNodes);

        Assert.Equal("9", Assert.Single(rig.Pump()).Header.ResourceVersion);
    }

    [Fact]
    public void Put_AudienceOfOthersChanges_NodeIsNotLookedAt()
    {
        using var rig = new DeliveryRig();
        rig.Put("demo", "u1", 7, Names(DeliveryRig.NodeName, "edge-2"));
        rig.Acknowledge(rig.Pump()[0]);
        Assert.Empty(rig.Pump());
        Assert.True(rig.Machine.IsQuiet);
        rig.Put("demo", "u1", 7, Names(DeliveryRig.NodeName, "edge-3", "edge-4"));

        Assert.True(rig.Machine.IsQuiet);
    }

    [Fact]
    public void Put_LeftAndCameBackBeforeTheDeleteWasSent_NothingIsSent()
    {
        using var rig = new DeliveryRig(window: 1);
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Put("demo", "u1", 7, Audience.Nobody);
        rig.Put("demo", "u1", 7, Audience.AllNodes);

        Assert.Empty(rig.Pump());
    }

    [Fact]
    public void Put_CameBackAfterTheDelete_IsInsertedAgainInTheSameVersion()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("demo", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.Put("demo", "u1", 7, Audience.Nobody);
        var delete = Assert.Single(rig.Pump());
        rig.Put("demo", "u1", 7, Audience.AllNodes);
        rig.Acknowledge(delete);
        rig.WriteRecords();

        var insert = Assert.Single(rig.AdvanceAndPump(TimeSpan.FromSeconds(1)));

        Assert.Equal(("insert", "7"), (insert.Route.Operation, insert.Header.ResourceVersion));
        rig.Acknowledge(insert);
        rig.WriteRecords();
        Assert.Equal("7", rig.Store.StatusOf("edge-1.u1"));
    }

    [Fact]
    public void Connect_AfterAudiencesChanged_GetsWhatIsItsOwnAndLosesTheRest()
    {
        using var rig = new DeliveryRig();
        rig.Sync();
        rig.Put("left", "u1", 7);
        rig.Acknowledge(rig.Pump()[0]);
        rig.WriteRecords();
        rig.Desired.Unsubscribe(rig);
        rig.Put("left", "u1", 7, Names("edge-2"));
        rig.Put("entered", "u2", 8, Audience.Node(DeliveryRig.NodeName));
        rig.Put("foreign", "u3", 9, Audience.Node("edge-2"));
        rig.Put("shared", "u4", 10, Names("edge-2", DeliveryRig.NodeName));
        rig.Desired.Subscribe(rig);
        rig.Reconnect();

        Assert.Equal(
            ["delete default/configmap/left", "insert default/configmap/entered", "insert default/configmap/shared"],
            rig.Pump().Select(message => $"{message.Route.Operation} {message.Route.Resource}").Order());
    }

    private static Audience Names(params string[] nodes) => Audience.Nodes(nodes.ToHashSet());
}
