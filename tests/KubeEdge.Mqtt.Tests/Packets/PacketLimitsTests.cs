using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Packets;

/// <summary>What the reader refuses although the standard allows it.</summary>
public sealed class PacketLimitsTests
{
    [Fact]
    public void TryRead_PropertiesMoreThanTheLimit_AreRefused()
    {
        var limits = new PacketLimits { Properties = 1 };
        var error = PacketBytes.Fail("30 12 0001'a' 0E 26 0001'a' 0001'b' 26 0001'a' 0001'b'", MqttVersion.V5, limits: limits);
        Assert.Equal(MqttReason.ImplementationSpecificError, error.Reason);
    }

    [Fact]
    public void TryRead_PacketLargerThanTheLimit_IsRefusedByItsHeader() =>
        Assert.Equal(
            MqttReason.PacketTooLarge, PacketBytes.Fail("30 80 01", MqttVersion.V5, limits: new PacketLimits { PacketSize = 100 }).Reason);
}
