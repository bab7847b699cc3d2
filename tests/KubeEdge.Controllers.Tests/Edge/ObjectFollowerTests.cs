using System.Text;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Controllers.Tests.Edge;

public sealed class ObjectFollowerTests
{
    private static readonly InformerEvent _synced = new(InformerEventKind.Synced, null, null);
    private readonly FakeDesiredState _desired = new();
    private readonly ObjectFollower _follower;

    public ObjectFollowerTests() => _follower = new ObjectFollower(
        new KubeClient(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") }),
        ResourceTable.Default.TryGetByPlural("", "configmaps", out var type) ? type : throw new InvalidOperationException(),
        _desired, new ManualTimeProvider(), NullLogger<ObjectFollower>.Instance);

    [Fact]
    public void Apply_FirstList_IsPutForEveryNodeThenSynced()
    {
        HashSet<ResourceKey> seen = [];
        _follower.Apply(Event(InformerEventKind.Added, "a"), seen);
        _follower.Apply(Event(InformerEventKind.Added, "b"), seen);
        _follower.Apply(_synced, seen);

        Assert.Equal(["put configmaps default/a", "put configmaps default/b", "synced configmaps"], _desired.Taken());
    }

    [Fact]
    public void Apply_Deleted_IsRemovedOnce()
    {
        _follower.Apply(Event(InformerEventKind.Added, "a"), []);
        _follower.Apply(Event(InformerEventKind.Deleted, "a"), null);
        _follower.Apply(Event(InformerEventKind.Deleted, "a"), null);
        _follower.Apply(Event(InformerEventKind.Deleted, "never-seen"), null);

        Assert.Equal(["put configmaps default/a", "remove configmaps default/a"], _desired.Taken());
    }

    [Fact]
    public void Apply_ListAfterARestart_RemovesWhatIsNoLongerThere()
    {
        HashSet<ResourceKey> first = [];
        _follower.Apply(Event(InformerEventKind.Added, "stays"), first);
        _follower.Apply(Event(InformerEventKind.Added, "goes"), first);
        _follower.Apply(_synced, first);
        _ = _desired.Taken().Count();

        HashSet<ResourceKey> second = [];
        _follower.Apply(Event(InformerEventKind.Added, "stays"), second);
        _follower.Apply(_synced, second);

        Assert.Equal(["put configmaps default/stays", "remove configmaps default/goes", "synced configmaps"], _desired.Taken());
    }

    [Fact]
    public void Apply_ObjectWithoutUid_IsLeftOutAndTheRestGoesOn()
    {
        _follower.Apply(new InformerEvent(InformerEventKind.Added, Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"default"}}"""), null), []);
        _follower.Apply(Event(InformerEventKind.Added, "a"), []);

        Assert.Equal(["put configmaps default/a"], _desired.Taken());
    }

    private static InformerEvent Event(InformerEventKind kind, string name) => new(
        kind, Parse($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"default","uid":"u-{{{name}}}","resourceVersion":"7"}}"""), null);

    private static KubeObject Parse(string json) => KubeObject.Parse(Encoding.UTF8.GetBytes(json));
}
