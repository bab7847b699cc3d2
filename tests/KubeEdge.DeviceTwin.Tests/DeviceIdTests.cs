namespace KubeEdge.DeviceTwin.Tests;

public class DeviceIdTests
{
    [Theory]
    [InlineData("thermo", "default/thermo")]
    [InlineData("plant/thermo", "plant/thermo")]
    [InlineData("dev", "default/dev")]
    public void TryParse_NameWithOrWithoutNamespace_GivesBoth(string text, string expected) =>
        Assert.Equal(expected, DeviceId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a/b/c")]
    [InlineData("a b")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(DeviceId.TryParse(text, out _));
}
