namespace KubeEdge.Kubernetes.Configuration;

/// <summary>One version of a configuration file of the original: its fields with their rules and defaults. Immutable.</summary>
public sealed class ConfigurationSchema
{
    /// <summary>Reads a table of fields.</summary>
    /// <param name="apiVersion">The <c>apiVersion</c> of such files.</param>
    /// <param name="kind">Their <c>kind</c>.</param>
    /// <param name="fields">
    /// A field per line, indented by two spaces below its mapping: name, rule, default and remarks, with two spaces or more between.
    /// </param>
    /// <exception cref="FormatException">A rule is not known.</exception>
    public ConfigurationSchema(string apiVersion, string kind, string fields)
    {
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(fields);
        (ApiVersion, Kind) = (apiVersion, kind);
        Root = FieldTable.Parse(fields);
        ByPath = Root.Descendants().ToDictionary(static field => field.Path, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The <c>apiVersion</c> of such files.</summary>
    public string ApiVersion { get; }

    /// <summary>The <c>kind</c> of such files.</summary>
    public string Kind { get; }

    /// <summary>The paths of all fields and mappings, in the table's order.</summary>
    public IEnumerable<string> Paths => Root.Descendants().Select(static item => item.Path);

    internal ConfigurationField Root { get; }

    internal IReadOnlyDictionary<string, ConfigurationField> ByPath { get; }

    /// <summary>
    /// Reads a file of one of several versions and lays overrides over it. What is absent has the original's default.
    /// </summary>
    /// <param name="path">The file; null for none, then the first version's defaults are laid under the overrides.</param>
    /// <param name="versions">The versions that are known, of one kind.</param>
    /// <param name="overrides">What stands above the file; of two for one field the later counts.</param>
    /// <exception cref="InvalidDataException">
    /// The file or an override is wrong. The message has a line for each problem: file, line, column, field, what is there and what is
    /// expected.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConfigurationValues Read(
        string? path,
        IReadOnlyList<ConfigurationSchema> versions,
        IReadOnlyList<ConfigurationOverride>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return ConfigurationReader.Read(path, versions, overrides ?? []);
    }

    /// <summary>Writes a file with every field that has a default, or with those that a first file needs.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="minimal">Only what a first file needs.</param>
    public void Write(TextWriter output, bool minimal = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ConfigurationWriter.Write(output, this, minimal, ConfigurationFacts.OfThisMachine);
    }
}
