using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.Viaduct.Tests;

public sealed class LinkOptionsTests
{
    [Fact]
    public void Check_Defaults_FindsNothing() => Assert.Empty(new LinkOptions().Check());

    [Fact]
    public void Check_ZeroForTheCloseAndInfiniteForTheRest_FindsNothing() => Assert.Empty(new LinkOptions
    {
        PingInterval = Timeout.InfiniteTimeSpan,
        PingTimeout = Timeout.InfiniteTimeSpan,
        WriteTimeout = Timeout.InfiniteTimeSpan,
        CloseTimeout = TimeSpan.Zero,
        RequestTimeout = Timeout.InfiniteTimeSpan,
        Limits = { StallTimeout = Timeout.InfiniteTimeSpan },
    }.Check());

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(41 * 24 * 3600)]
    public void Check_TimesOutsideTheLimits_NamesEach(int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        var options = new LinkOptions
        {
            PingInterval = time, PingTimeout = time, WriteTimeout = time, RequestTimeout = time, Limits = { StallTimeout = time },
            CloseTimeout = seconds == 0 ? Timeout.InfiniteTimeSpan : time,
        };

        Assert.Equal(
            ["PingInterval", "PingTimeout", "WriteTimeout", "RequestTimeout", "Limits.StallTimeout", "CloseTimeout"],
            options.Check().Select(static fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void Check_NoRoom_NamesEach()
    {
        var limits = new LinkLimits { MaxMessageBytes = 0, InboundMessages = 0, InboundBytes = 0, OutboundBytes = -1 };

        Assert.Equal(
            ["Limits.MaxMessageBytes", "Limits.InboundMessages", "Limits.InboundBytes", "Limits.OutboundBytes"],
            new LinkOptions { Limits = limits }.Check().Select(static fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void Link_OptionsThatCannotWork_DoesNotStart()
    {
        var options = new LinkOptions { WriteTimeout = TimeSpan.Zero };

        var refused = Assert.Throws<ArgumentException>(() => MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, options));

        Assert.Contains("WriteTimeout", refused.Message, StringComparison.Ordinal);
    }
}
