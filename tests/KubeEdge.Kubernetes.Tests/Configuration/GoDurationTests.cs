using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Kubernetes.Tests.Configuration;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("10s", 10_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("4h0m0s", 14_400_000)]
    [InlineData("100ms", 100)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("-2s", -2000)]
    public void TryParse_OfTheOriginal_IsRead(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("10 s")]
    [InlineData("1d")]
    [InlineData("1.2.3s")]
    [InlineData("9999999999h")]
    public void TryParse_SomethingElse_IsRefused(string text) => Assert.False(GoDuration.TryParse(text, out _));
}
