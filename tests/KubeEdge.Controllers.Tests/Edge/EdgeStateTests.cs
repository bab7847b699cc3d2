using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Following;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.Controllers.Tests.Edge;

public sealed class EdgeStateTests
{
    private const string WithBoth = """{"volumes":[{"configMap":{"name":"cm"}}],"initContainers":[{"envFrom":[{"secretRef":{"name":"s"}}]}]}""";

    [Fact]
    public void Start_NothingIsSaidBeforeNodesAndPodsAreKnown()
    {
        var rig = new StateRig();
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.Pod("p", "edge-1", WithBoth);
        rig.List(EdgeTypes.ConfigMaps);
        rig.List(EdgeTypes.Pods);
        Assert.Empty(rig.Take());
        rig.Node("edge-1");
        rig.List(EdgeTypes.Nodes);

        Assert.Equal(
            [
                "put configmaps/default/cm for edge-1", "put nodes/edge-1 for edge-1", "put pods/default/p for edge-1",
                "synced configmaps", "synced nodes", "synced pods",
            ],
            rig.Take().Order());
    }

    [Fact]
    public void Pod_Bound_BringsWhatItNamesBeforeItself()
    {
        var rig = StateRig.Listed();
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.Object(EdgeTypes.Secrets, "s");
        Assert.Equal(["put configmaps/default/cm for nobody", "put secrets/default/s for nobody"], rig.Take().Order());
        rig.Pod("p", null, WithBoth);
        Assert.Equal(["put pods/default/p for nobody"], rig.Take());
        rig.Pod("p", "edge-1", WithBoth);

        var calls = rig.Take();

        Assert.Equal(["put configmaps/default/cm for edge-1", "put secrets/default/s for edge-1"], calls.Take(2).Order());
        Assert.Equal("put pods/default/p for edge-1", calls[2]);
    }

    [Fact]
    public void Pod_LastOneThatNamesAnObjectGoes_ObjectIsWithdrawn()
    {
        var rig = StateRig.Listed();
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.Pod("p1", "edge-1", WithBoth, "p1");
        rig.Pod("p2", "edge-1", WithBoth, "p2");
        rig.Pod("p3", "edge-2", WithBoth, "p3");
        Assert.Contains("put configmaps/default/cm for edge-1,edge-2", rig.Take());
        rig.Remove(EdgeTypes.Pods, "p1");
        Assert.Equal(["remove pods/default/p1"], rig.Take());
        rig.Remove(EdgeTypes.Pods, "p2");
        Assert.Equal(["remove pods/default/p2", "put configmaps/default/cm for edge-2"], rig.Take());
        rig.Remove(EdgeTypes.Pods, "p3");
        Assert.Equal(["remove pods/default/p3", "put configmaps/default/cm for nobody"], rig.Take());
        rig.Object(EdgeTypes.ConfigMaps, "cm", "\"data\":{\"k\":\"v\"}");
        Assert.Equal(["put configmaps/default/cm for nobody"], rig.Take());
    }

    [Fact]
    public void Pod_MovesToAnotherNode_ItsObjectsMoveWithIt()
    {
        var rig = StateRig.Listed();
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.Pod("p", "edge-1", WithBoth, "p1");
        rig.Take();
        rig.Pod("p", "edge-2", WithBoth, "p2");

        Assert.Equal(["put configmaps/default/cm for edge-2", "put pods/default/p for edge-2"], rig.Take());
    }

    [Fact]
    public void Object_DeletedAndMadeAgain_StillGoesWhereItIsNeeded()
    {
        var rig = StateRig.Listed();
        rig.Pod("p", "edge-1", WithBoth);
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.Take();
        rig.Remove(EdgeTypes.ConfigMaps, "cm");
        Assert.Equal(["remove configmaps/default/cm"], rig.Take());
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        Assert.Equal(["put configmaps/default/cm for edge-1"], rig.Take());
        rig.Object(EdgeTypes.ConfigMaps, "cm", "\"data\":{\"k\":\"v\"}");
        Assert.Equal(["put configmaps/default/cm for edge-1"], rig.Take());
    }

    [Fact]
    public void ServiceAccount_BringsItsSecretsToWhereItsPodsAre()
    {
        var rig = StateRig.Listed();
        rig.Object(EdgeTypes.Secrets, "pull");
        rig.Object(EdgeTypes.ServiceAccounts, "robot");
        rig.Pod("p", "edge-1", """{"serviceAccountName":"robot"}""");
        Assert.Contains("put serviceaccounts/default/robot for edge-1", rig.Take());
        rig.Object(EdgeTypes.ServiceAccounts, "robot", "\"secrets\":[{\"name\":\"token\",\"kind\":\"name\"}],\"imagePullSecrets\":[{\"name\":\"pull\"}]");
        Assert.Contains("put secrets/default/pull for edge-1", rig.Take());
        rig.Pod("q", "edge-2", """{"serviceAccountName":"robot"}""", "q");
        Assert.Contains("put secrets/default/pull for edge-1,edge-2", rig.Take());
        rig.Object(EdgeTypes.Secrets, "token");
        Assert.Contains("put secrets/default/token for edge-1,edge-2", rig.Take());
        rig.Remove(EdgeTypes.Pods, "p");
        Assert.Contains("put secrets/default/pull for edge-2", rig.Take());
        rig.Object(EdgeTypes.ServiceAccounts, "robot", "\"secrets\":[{\"name\":\"token\"}]");
        Assert.Contains("put secrets/default/pull for nobody", rig.Take());
        rig.Remove(EdgeTypes.ServiceAccounts, "robot");
        Assert.Contains("put secrets/default/token for nobody", rig.Take());
    }

    [Fact]
    public void Node_WithoutTheEdgeLabel_GetsNothing()
    {
        var rig = StateRig.Listed();
        rig.Node("master", isEdge: false);
        rig.Object(EdgeTypes.Secrets, "s");
        rig.Pod("p", "master", WithBoth);

        Assert.Equal(
            ["put nodes/master for nobody", "put pods/default/p for nobody", "put secrets/default/s for nobody"], rig.Take().Order());
        rig.Remove(EdgeTypes.Nodes, "master");
        Assert.Equal(["remove nodes/master"], rig.Take());
        rig.Pod("p", "master", WithBoth, status: "{\"phase\":\"Failed\"}");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["put pods/default/p for nobody"], rig.Take());
    }

    [Fact]
    public void Node_GetsOrLosesTheLabel_ItsPodsComeOrGo()
    {
        var rig = StateRig.Listed();
        rig.Node("n", isEdge: false);
        rig.Object(EdgeTypes.Secrets, "s");
        rig.Pod("p", "n", WithBoth);
        rig.Take();
        rig.Node("n", isEdge: true);
        Assert.Equal(["put nodes/n for n", "put pods/default/p for n", "put secrets/default/s for n"], rig.Take().Order());
        rig.Node("n", isEdge: false);
        Assert.Equal(["put nodes/n for nobody", "put pods/default/p for nobody", "put secrets/default/s for nobody"], rig.Take().Order());
    }

    [Fact]
    public void Node_DeletedOrNotYetRegistered_ItsPodsStayItsOwn()
    {
        var rig = StateRig.Listed();
        rig.Pod("p", "edge-1", WithBoth);
        rig.Pod("q", "not-there-yet", WithBoth, "q");
        Assert.Contains("put pods/default/q for not-there-yet", rig.Take());
        rig.Remove(EdgeTypes.Nodes, "edge-1");
        Assert.Equal(["remove nodes/edge-1"], rig.Take());
        rig.Remove(EdgeTypes.Pods, "p");
        Assert.Equal(["remove pods/default/p"], rig.Take());
    }

    [Fact]
    public void Pod_StatusAlone_WaitsAndBecomesOneMessage()
    {
        var rig = StateRig.Listed();
        rig.Pod("p", "edge-1");
        rig.Take();
        rig.Pod("p", "edge-1", status: "{\"phase\":\"Pending\"}");
        rig.Pod("p", "edge-1", status: "{\"phase\":\"Running\"}");
        Assert.Empty(rig.Take());
        Assert.Equal(TimeSpan.FromSeconds(1), rig.State.UntilNext);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["put pods/default/p for edge-1"], rig.Take());
        Assert.Null(rig.State.UntilNext);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(700)]
    public void UntilNext_TimePassesWithEachLook_IsNeverNegativeAndNothingIsSkipped(int milliseconds)
    {
        var rig = StateRig.Listed(time: new PassingClock(TimeSpan.FromMilliseconds(milliseconds)));
        rig.Pod("p", "edge-1");
        rig.Take();
        rig.Pod("p", "edge-1", status: "{\"phase\":\"Running\"}");
        IReadOnlyList<string> said = [];

        // As many looks as it takes, far fewer than these.
        for (var look = 0; look < 100 && said.Count == 0; look++)
        {
            Assert.True(rig.State.UntilNext >= TimeSpan.Zero);
            said = rig.Take();
        }

        Assert.Equal(["put pods/default/p for edge-1"], said);
    }

    [Fact]
    public void Pod_SpecChangesWhileAStatusWaits_GoesAtOnce()
    {
        var rig = StateRig.Listed();
        rig.Pod("p", "edge-1");
        rig.Take();
        rig.Pod("p", "edge-1", status: "{\"phase\":\"Pending\"}");
        rig.Pod("p", "edge-1", """{"terminationGracePeriodSeconds":3}""", status: "{\"phase\":\"Pending\"}");

        Assert.Equal(["put pods/default/p for edge-1"], rig.Take());
    }

    [Fact]
    public void Pod_StatusDelayZero_GoesAtOnce()
    {
        var rig = StateRig.Listed(options => options.StatusDelay = TimeSpan.Zero);
        rig.Pod("p", "edge-1");
        rig.Take();
        rig.Pod("p", "edge-1", status: "{\"phase\":\"Pending\"}");

        Assert.Equal(["put pods/default/p for edge-1"], rig.Take());
    }

    [Fact]
    public void ManyChangesOfOneObject_BetweenTwoLooks_AreOne()
    {
        var rig = StateRig.Listed();
        for (var i = 0; i < 1000; i++)
        {
            rig.Object(EdgeTypes.ConfigMaps, "cm", $"\"data\":{{\"k\":\"{i}\"}}");
        }

        Assert.Single(rig.Take());
    }

    [Fact]
    public void EveryConfigMap_GoesToAllNodesWithoutKnowingThem()
    {
        var rig = new StateRig(options => options.EveryConfigMap = true);
        rig.Object(EdgeTypes.ConfigMaps, "cm");
        rig.List(EdgeTypes.ConfigMaps);

        Assert.Equal(["put configmaps/default/cm for all", "synced configmaps"], rig.Take());
    }

    [Fact]
    public void Services_GoToAllNodes_AnnotationsOfEndpointsDoNotCount()
    {
        var rig = StateRig.Listed(options => options.Services = true);
        rig.Object(EdgeTypes.Services, "web", "\"spec\":{}");
        rig.Object(EdgeTypes.Endpoints, "web", "\"subsets\":[]");
        Assert.Equal(["put endpoints/default/web for all", "put services/default/web for all"], rig.Take().Order());
        rig.Put(EdgeTypes.Endpoints, """
            {"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"web","namespace":"default","uid":"u-web","annotations":{"leader":"x"}},"subsets":[]}
            """);
        Assert.Empty(rig.Take());
        rig.Object(EdgeTypes.Endpoints, "web", "\"subsets\":[{}]");
        Assert.Equal(["put endpoints/default/web for all"], rig.Take());
    }

    [Fact]
    public void ListAgain_RemovesWhatItDoesNotShow()
    {
        var rig = StateRig.Listed();
        rig.Object(EdgeTypes.ConfigMaps, "stays");
        rig.Object(EdgeTypes.ConfigMaps, "goes");
        rig.Take();
        rig.Begin(EdgeTypes.ConfigMaps);
        rig.Object(EdgeTypes.ConfigMaps, "stays");
        rig.List(EdgeTypes.ConfigMaps);

        Assert.Equal(["remove configmaps/default/goes", "put configmaps/default/stays for nobody"], rig.Take());
    }
}
