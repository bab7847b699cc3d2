using KubeEdge.Hosting.Cloud.Embedded;
using KubeEdge.Testing;

namespace KubeEdge.Hosting.Cloud.Tests.Embedded;

public sealed class NodeHealthTableTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void IsSilent_RenewedEveryTenSeconds_Never()
    {
        var table = new NodeHealthTable(TimeSpan.FromSeconds(40), _clock);

        for (var second = 0; second < 300; second += 5)
        {
            Assert.False(table.IsSilent("uid", $"{second / 10}"));
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public void IsSilent_NoSign_AfterTheGracePeriodAndUntilTheNext()
    {
        var table = new NodeHealthTable(TimeSpan.FromSeconds(40), _clock);
        table.IsSilent("uid", "1");

        _clock.Advance(TimeSpan.FromSeconds(40));
        Assert.False(table.IsSilent("uid", "1"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(table.IsSilent("uid", "1"));
        Assert.False(table.IsSilent("uid", "2"));
        Assert.False(table.IsSilent("uid", "2"));
    }

    [Fact]
    public void KeepOnly_NodeMadeAgain_HasTheWholePeriod()
    {
        var table = new NodeHealthTable(TimeSpan.FromSeconds(40), _clock);
        table.IsSilent("uid", "1");
        table.KeepOnly(new HashSet<string>());
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(table.IsSilent("uid", "1"));
    }
}
