namespace KubeEdge.Dmi.Objects;

/// <summary>A device or a device model.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct DmiKey(DmiKind Kind, string Namespace, string Name)
{
    /// <summary>The namespace of objects that have none.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static DmiKey? Parse(ReadOnlySpan<char> text)
    {
        var (first, last) = (text.IndexOf('/'), text.LastIndexOf('/'));
        if (first < 0 || first == last || !Enum.TryParse(text[..first], ignoreCase: false, out DmiKind kind))
        {
            return null;
        }

        return new DmiKey(kind, text[(first + 1)..last].ToString(), text[(last + 1)..].ToString());
    }

    /// <summary>Kind, namespace and name, with slashes between them.</summary>
    public override string ToString() => $"{Kind}/{Namespace}/{Name}";
}
