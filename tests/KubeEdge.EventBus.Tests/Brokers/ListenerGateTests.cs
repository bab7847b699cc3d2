using System.Collections.Concurrent;
using KubeEdge.EventBus.Brokers;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Tests.Brokers;

public sealed class ListenerGateTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly MqttMessage _message = new() { Topic = "site/state" };

    private readonly ListenerGate _gate = new();
    private readonly ConcurrentQueue<int> _passed = new();

    [Fact]
    public async Task Publish_WhileOneDoesNotListen_WaitsForBoth()
    {
        var publish = PassAsync("a", 1);
        _gate.Set(LaneDuty.Devices, isListening: true);
        _gate.Set(LaneDuty.Devices, isListening: true);
        Assert.False(publish.IsCompleted);

        _gate.Set(LaneDuty.Data, isListening: true);

        await publish.WaitAsync(_limit);
    }

    [Fact]
    public async Task Publish_WhenBothListen_PassesAtOnce()
    {
        Open();
        Assert.True(PassAsync("a", 1).IsCompletedSuccessfully);

        _gate.Set(LaneDuty.Data, isListening: false);
        var publish = PassAsync("a", 2);
        Assert.False(publish.IsCompleted);

        _gate.Set(LaneDuty.Data, isListening: true);
        await publish.WaitAsync(_limit);
    }

    [Fact]
    public async Task Subscribe_WhileNobodyListens_Passes()
    {
        var subscribing = _gate.AuthorizeSubscribeAsync(Client("a"), new MqttSubscription("site/#"), CancellationToken.None).AsTask();

        Assert.Equal(MqttReason.Success, await subscribing.WaitAsync(_limit));
    }

    [Fact]
    public async Task Publish_OfOneClient_PassesInItsOrder()
    {
        // A will, and what the client says when it is back, are two calls that know nothing of each other.
        var publishes = Enumerable.Range(0, 200).Select(number => PassAsync("a", number)).ToList();

        Open();

        await Task.WhenAll(publishes).WaitAsync(_limit);
        Assert.Equal(Enumerable.Range(0, 200), _passed);
    }

    [Fact]
    public async Task Publish_BehindOneThatIsLetIn_WaitsForItAndHoldsUpNoOtherClient()
    {
        using var held = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var will = PassAsync("a", 1, () =>
        {
            begun.SetResult();
            Assert.True(held.Wait(_limit));
        });
        Open();
        await begun.Task.WaitAsync(_limit);

        var birth = PassAsync("a", 2);
        Assert.True(PassAsync("b", 3).IsCompletedSuccessfully);
        Assert.False(birth.IsCompleted);
        held.Set();

        await Task.WhenAll(will, birth).WaitAsync(_limit);
        Assert.Equal([3, 1, 2], _passed);
    }

    [Fact]
    public async Task Publish_ClientGoesAway_LeavesTheOthersInOrder()
    {
        using var gone = new CancellationTokenSource();
        var first = PassAsync("a", 1);
        var given = PassAsync("a", 2, cancellationToken: gone.Token);
        var last = PassAsync("a", 3);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.WaitAsync(_limit));
        Open();
        await Task.WhenAll(first, last).WaitAsync(_limit);
        Assert.Equal([1, 3], _passed);
        await PassAsync("a", 4).WaitAsync(_limit);
    }

    private static MqttClientInfo Client(string id) => new() { ClientId = id };

    private void Open()
    {
        _gate.Set(LaneDuty.Devices, isListening: true);
        _gate.Set(LaneDuty.Data, isListening: true);
    }

    /// <summary>Does what the broker does: asks, and routes the message as soon as it may.</summary>
    private async Task PassAsync(string client, int number, Action? route = null, CancellationToken cancellationToken = default)
    {
        Assert.Equal(
            MqttReason.Success,
            await _gate.AuthorizePublishAsync(Client(client), _message, cancellationToken).ConfigureAwait(false));
        route?.Invoke();
        _passed.Enqueue(number);
    }
}
