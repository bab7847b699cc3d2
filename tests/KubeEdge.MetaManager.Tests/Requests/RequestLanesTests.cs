using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Requests;

namespace KubeEdge.MetaManager.Tests.Requests;

public class RequestLanesTests
{
    private static readonly MessageFactory _messages = new(TimeProvider.System);
    private readonly Dictionary<Message, TaskCompletionSource> _gates = [];
    private readonly List<string> _begun = [];

    [Fact]
    public async Task TryAdd_OneObject_OneAfterAnotherInOrder()
    {
        var lanes = new RequestLanes(8, 8, ServeAsync);
        Message[] requests = [Add(lanes, "a"), Add(lanes, "a"), Add(lanes, "b")];
        Assert.Equal(["a", "b"], _begun);

        await EndAsync(requests[0], begun: 3);
        Assert.Equal(["a", "b", "a"], _begun);
    }

    [Fact]
    public async Task TryAdd_MoreThanParallel_WaitInOrder()
    {
        var lanes = new RequestLanes(2, 8, ServeAsync);
        Message[] requests = [Add(lanes, "a"), Add(lanes, "b"), Add(lanes, "c"), Add(lanes, "d")];
        Assert.Equal(["a", "b"], _begun);

        await EndAsync(requests[1], begun: 3);
        await EndAsync(requests[0], begun: 4);
        Assert.Equal(["a", "b", "c", "d"], _begun);
    }

    [Fact]
    public async Task TryAdd_BusyObject_DoesNotStarveTheOthers()
    {
        var lanes = new RequestLanes(1, 8, ServeAsync);
        Message[] requests = [Add(lanes, "a"), Add(lanes, "a"), Add(lanes, "b")];

        await EndAsync(requests[0], begun: 2);

        Assert.Equal(["a", "b"], _begun);
    }

    [Fact]
    public async Task TryAdd_Full_IsRefusedUntilOneEnds()
    {
        var lanes = new RequestLanes(1, 2, ServeAsync);
        var first = Add(lanes, "a");
        Add(lanes, "b");
        Assert.False(lanes.TryAdd(Request("c")));

        await EndAsync(first, begun: 2);

        Add(lanes, "c");
    }

    [Fact]
    public async Task DrainAsync_WaitsForAllAndTakesNoMore()
    {
        var lanes = new RequestLanes(1, 8, ServeAsync);
        Message[] requests = [Add(lanes, "a"), Add(lanes, "b")];
        var draining = lanes.DrainAsync();
        Assert.False(lanes.TryAdd(Request("c")));

        await EndAsync(requests[0], begun: 2);
        Assert.False(draining.IsCompleted);
        await EndAsync(requests[1], begun: 2);
        await draining.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void DrainAsync_Idle_EndsAtOnce() => Assert.True(new RequestLanes(1, 1, ServeAsync).DrainAsync().IsCompleted);

    private Message Add(RequestLanes lanes, string resource)
    {
        var request = Request(resource);
        Assert.True(lanes.TryAdd(request));
        return request.Message;
    }

    private EdgeRequest Request(string resource)
    {
        var message = _messages.New(new MessageRoute("edged", "meta", resource, "query"), default);
        _gates.Add(message, new TaskCompletionSource());
        return new EdgeRequest(message, RequestKind.LocalQuery, default, Task.CompletedTask, CancellationToken.None);
    }

    private Task ServeAsync(EdgeRequest request)
    {
        _begun.Add(request.Message.Route.Resource);
        return _gates[request.Message].Task;
    }

    // Continuations run on this thread, inside SetResult.
    private async Task EndAsync(Message request, int begun)
    {
        _gates[request].SetResult();
        await QueryTests.WaitAsync(() => _begun.Count == begun);
    }
}
