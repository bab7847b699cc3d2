using KubeEdge.Dmi.Conversion;
using KubeEdge.Dmi.Protocol;

namespace KubeEdge.Dmi.Mappers;

/// <summary>What a mapper was told of a device or a model.</summary>
/// <param name="Digest">Of its spec.</param>
/// <param name="Model">The name of a device's model, which the mapper has to keep as long as the device; empty for a model.</param>
internal readonly record struct ToldSpec(string Digest, string Model = "")
{
    public static ToldSpec Of(Device device) => new(SpecDigest.Of(device), device.Spec.DeviceModelReference);

    public static ToldSpec Of(DeviceModel model) => new(SpecDigest.Of(model));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ToldSpec Parse(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? new(text) : new(text[..blank], text[(blank + 1)..]);
    }

    /// <summary>The digest, for a device followed by a blank and its model.</summary>
    public override string ToString() => Model.Length == 0 ? Digest : $"{Digest} {Model}";
}
