using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.DeviceTwin;

/// <summary>Which device: namespace and name of its Device object.</summary>
/// <param name="Namespace">The namespace; <see cref="DefaultNamespace"/> for a device that is named without one.</param>
/// <param name="Name">The name within the namespace.</param>
public readonly record struct DeviceId(string Namespace, string Name)
{
    /// <summary>The namespace of devices that are named without one, as releases of the original before 1.16 do.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>
    /// Reads <c>name</c> or <c>namespace/name</c>. False for anything else: more levels, an empty one, or blanks, which no name has.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Contains(' ', StringComparison.Ordinal))
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            id = new DeviceId(DefaultNamespace, text);
            return true;
        }

        if (slash == 0 || slash == text.Length - 1 || text.IndexOf('/', slash + 1) >= 0)
        {
            return false;
        }

        id = new DeviceId(text[..slash], text[(slash + 1)..]);
        return true;
    }

    /// <summary>Reads <c>name</c> or <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static DeviceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no device: name, or namespace/name.");

    /// <summary><c>namespace/name</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
