using KubeEdge.Mqtt.Client;
using KubeEdge.Mqtt.Tests.Peers;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class ReconnectDelayTests
{
    [Theory]
    [InlineData(10, new[] { 0.75, 1, 2, 4, 5, 5 })]
    [InlineData(1, new[] { 0.75, 0.75 })]
    [InlineData(0.5, new[] { 0.375, 0.375 })]
    public void Next_GrowsToTheLimit(double limit, double[] seconds)
    {
        var delay = new ReconnectDelay(new EvenRandom(), TimeSpan.FromSeconds(limit));

        Assert.Equal(seconds, seconds.Select(_ => delay.Next().TotalSeconds));
    }

    [Fact]
    public async Task Connection_BrokenBeforeItWasStable_TheDelayGrowsOn()
    {
        await using var fixture = new ClientFixture();
        using var first = await fixture.ConnectAsync();
        using var second = await fixture.ReconnectAsync(first, ClientFixture.Accepted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(29));

        using var third = await fixture.ReconnectAsync(second, ClientFixture.Accepted);
    }

    [Fact]
    public async Task Connection_Stable_TheDelayIsTheShortestAgain()
    {
        await using var fixture = new ClientFixture();
        using var first = await fixture.ConnectAsync();
        using var second = await fixture.ReconnectAsync(first, ClientFixture.Accepted);
        fixture.Clock.Advance(ReconnectDelay.Stable);

        second.Reset();

        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.75));
    }

    [Fact]
    public async Task Goodbye_OfAStableConnection_ReconnectsAtOnce()
    {
        await using var fixture = new ClientFixture();
        using var first = await fixture.ConnectAsync();
        fixture.Clock.Advance(ReconnectDelay.Stable);

        await first.SendAsync("E0 02 8B 00");

        using var second = await fixture.Broker.AcceptAsync(ClientFixture.Accepted);
    }

    [Fact]
    public async Task Goodbye_BecauseAnotherHasTheSession_DoesNotFightForIt()
    {
        await using var fixture = new ClientFixture();
        using var first = await fixture.ConnectAsync();
        fixture.Clock.Advance(ReconnectDelay.Stable);

        await first.SendAsync("E0 02 8E 00");

        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.75));
    }
}
