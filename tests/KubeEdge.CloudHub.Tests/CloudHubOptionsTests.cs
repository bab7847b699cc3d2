using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests;

public sealed class CloudHubOptionsTests
{
    [Fact]
    public void Defaults_WithAFolder_AreValid() =>
        Assert.True(new CloudHubOptionsValidator().Validate(null, new CloudHubOptions { AuthorityDirectory = "ca" }).Succeeded);

    [Fact]
    public void Validate_LongerThanATimerTakes_IsNamed()
    {
        var result = new CloudHubOptionsValidator().Validate(null, new CloudHubOptions
        {
            AuthorityDirectory = "ca",
            TokenLifetime = TimeSpan.MaxValue,
            KeepaliveInterval = TimeSpan.FromDays(50),
            RetransmitAfter = TimeSpan.FromDays(50),
            InventoryTimeout = TimeSpan.FromDays(50),
        });

        foreach (var name in (string[])["TokenLifetime", "KeepaliveInterval", "RetransmitAfter", "InventoryTimeout"])
        {
            Assert.Contains($"{nameof(CloudHubOptions)}: {name} ", result.FailureMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_EverythingWrong_NamesEachOption()
    {
        var result = new CloudHubOptionsValidator().Validate(null, new CloudHubOptions
        {
            Address = "cloud.example",
            Port = 70000,
            AdvertiseAddresses = [""],
            NodeLimit = 0,
            HandshakesPerSecond = 0,
            DeliveryWindow = 0,
            SilentPeers = (WireGeneration)9,
            KeepaliveInterval = TimeSpan.Zero,
            RetransmitAfter = TimeSpan.Zero,
            InventoryTimeout = TimeSpan.Zero,
            Link = new LinkOptions { WriteTimeout = TimeSpan.Zero },
        });

        foreach (var name in (string[])["Link.WriteTimeout", "Address", "Port", "AuthorityDirectory", "AdvertiseAddresses", "NodeLimit", "HandshakesPerSecond", "DeliveryWindow", "SilentPeers", "KeepaliveInterval", "RetransmitAfter", "InventoryTimeout"])
        {
            Assert.Contains($"{nameof(CloudHubOptions)}: {name} ", result.FailureMessage, StringComparison.Ordinal);
        }
    }
}
