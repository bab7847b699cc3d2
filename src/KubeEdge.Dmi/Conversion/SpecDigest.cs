using System.Security.Cryptography;
using Google.Protobuf;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Conversion;

/// <summary>
/// Tells whether a mapper would see a difference: a digest of what a device or a model is to be, whatever the order in which the object
/// lists properties and methods. The status is no part of it, so a report does not restart the device that it is about.
/// </summary>
internal static class SpecDigest
{
    private const int Length = 16;

    public static string Of(Device device)
    {
        var spec = new DeviceSpec { DeviceModelReference = device.Spec.DeviceModelReference, Protocol = device.Spec.Protocol };
        spec.Properties.Add(device.Spec.Properties.OrderBy(static property => property.Name, StringComparer.Ordinal));
        spec.Methods.Add(device.Spec.Methods.OrderBy(static method => method.Name, StringComparer.Ordinal));
        return Of((IMessage)spec);
    }

    public static string Of(DeviceModel model)
    {
        var spec = new DeviceModelSpec();
        spec.Properties.Add(model.Spec.Properties.OrderBy(static property => property.Name, StringComparer.Ordinal));
        return Of((IMessage)spec);
    }

    private static string Of(IMessage message) => Convert.ToHexStringLower(SHA256.HashData(message.ToByteArray()).AsSpan(0, Length));
}
