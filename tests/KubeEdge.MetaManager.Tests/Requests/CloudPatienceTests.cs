using KubeEdge.MetaManager.Requests;
using KubeEdge.Testing;

namespace KubeEdge.MetaManager.Tests.Requests;

public class CloudPatienceTests
{
    private static readonly DateTimeOffset _connected = DateTimeOffset.UnixEpoch;
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void ShouldAsk_OneMiss_StillAsks()
    {
        var patience = Asked();
        patience.Missed();

        Assert.True(patience.ShouldAsk(_connected));
    }

    [Fact]
    public void ShouldAsk_TwoMisses_AsksOncePerHalfMinute()
    {
        var patience = Asked();
        patience.Missed();
        patience.Missed();
        Assert.False(patience.ShouldAsk(_connected));

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(patience.ShouldAsk(_connected));
        Assert.False(patience.ShouldAsk(_connected));
    }

    [Fact]
    public void ShouldAsk_AnswerInBetween_AsksAgain()
    {
        var patience = Asked();
        patience.Missed();
        patience.Missed();
        patience.Answered();

        Assert.True(patience.ShouldAsk(_connected));
    }

    [Fact]
    public void ShouldAsk_NewConnection_AsksAgain()
    {
        var patience = Asked();
        patience.Missed();
        patience.Missed();

        Assert.False(patience.ShouldAsk(_connected));
        Assert.True(patience.ShouldAsk(_connected.AddSeconds(1)));
    }

    private CloudPatience Asked()
    {
        var patience = new CloudPatience(_clock);
        Assert.True(patience.ShouldAsk(_connected));
        return patience;
    }
}
