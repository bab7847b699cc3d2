using KubeEdge.EventBus.Tests.Fakes;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>What fails is said, and tried again.</summary>
public sealed class BrokerFaultTests
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Connection_ThatCannotBeMade_IsShownAndTriedAgain()
    {
        var failing = new FakeBroker("internal") { ConnectFault = new FileNotFoundException("no certificate") };
        await using var rig = await BusRig.StartAsync(broker: new FakeBroker("external") { Beside = failing });
        var state = rig.Get<IEventBusState>();
        await rig.Clock.WaitForTimerAsync(_pause);
        Assert.Equal("no certificate", state.Brokers[1].Fault);

        failing.ConnectFault = null;
        var connected = Task.WhenAll(failing.DevicesAsync(), failing.DataAsync());
        while (!connected.IsCompleted)
        {
            // Each connection pauses for itself.
            rig.Clock.Advance(_pause);
            await Task.Yield();
        }

        await connected;

        // A connection takes note of its client a moment after the broker has made it.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (state.Brokers[1].Fault is { } fault)
        {
            Assert.False(limit.IsCancellationRequested, fault);
            await Task.Yield();
        }
    }
}
