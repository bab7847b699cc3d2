using System.Globalization;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>
/// What a configuration file says, with defaults for what it does not, and overrides above. Immutable. Fields are named by their path, for
/// instance <c>modules.edgeHub.heartbeat</c>; a path that its version lacks throws <see cref="KeyNotFoundException"/>.
/// </summary>
public sealed partial class ConfigurationValues
{
    internal ConfigurationValues(
        ConfigurationSchema schema,
        string? file,
        IReadOnlyDictionary<string, ConfigurationEntry> entries,
        IReadOnlyList<string> unknown)
    {
        (Schema, File, Entries, Unknown) = (schema, file, entries, unknown);
    }

    /// <summary>The version of the file.</summary>
    public ConfigurationSchema Schema { get; }

    /// <summary>The file; null when there is none.</summary>
    public string? File { get; }

    /// <summary>Names in the file that no version has, each with its place. The original passes over them without a word.</summary>
    public IReadOnlyList<string> Unknown { get; }

    internal IReadOnlyDictionary<string, ConfigurationEntry> Entries { get; }

    /// <summary>Whether the file or an override gives the field.</summary>
    public bool IsSet(string path) => Entries.ContainsKey(Field(path).Path);

    /// <summary>The text of a field; empty when there is none.</summary>
    public string Text(string path) => Entries.GetValueOrDefault(path)?.Text ?? Default(path);

    /// <summary>A yes or no.</summary>
    public bool Flag(string path) => ValueRule.TryFlag(Text(path), out var flag) && flag;

    /// <summary>A whole number of at most 32 bits.</summary>
    public int Number(string path) => int.Parse(Text(path), CultureInfo.InvariantCulture);

    /// <summary>A time: a number of seconds, or a duration such as <c>1m30s</c>, whichever the field's rule is.</summary>
    public TimeSpan Time(string path)
    {
        var text = Text(path);
        return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : GoDuration.TryParse(text, out var duration) ? duration
            : TimeSpan.Zero;
    }

    /// <summary>The items of a list, empty ones left out.</summary>
    public IReadOnlyList<string> List(string path) =>
        [.. (Entries.GetValueOrDefault(path)?.Items ?? Default(path).Trim('[', ']').Split(',')).Where(static item => item.Length > 0)];

    /// <summary>The members of a mapping of texts.</summary>
    public IReadOnlyDictionary<string, string> Map(string path)
    {
        _ = Field(path);
        return Entries.GetValueOrDefault(path)?.Pairs ?? new Dictionary<string, string>();
    }

    /// <summary>Where a field is given: <c>file:line:column</c>, the override's source, or the words "the default".</summary>
    public string Place(string path) => Entries.GetValueOrDefault(Field(path).Path)?.Place ?? "the default";

    /// <summary>An error about a field that only several fields together show.</summary>
    /// <param name="path">The field.</param>
    /// <param name="problem">What is wrong with it, to follow its name.</param>
    public InvalidDataException Error(string path, string problem) => new($"{Place(path)}: {path} {problem}");

    /// <summary>
    /// What the file asks for and this release does not do yet: a block that is switched on, or a field that differs from its default.
    /// </summary>
    public IReadOnlyList<string> NotSupported() =>
        [.. UnusedFields.Find(this, static support => support is FieldSupport.Later or FieldSupport.LaterByDefault)];

    /// <summary>Fields whose value differs from the default and has no effect here, because there is nothing that it could tune.</summary>
    public IReadOnlyList<string> WithoutEffect() => [.. UnusedFields.Find(this, static support => support is FieldSupport.Without)];

    /// <summary>Says in the log, once and by name, what the file asks for in vain.</summary>
    /// <param name="logger">The log.</param>
    public void Report(ILogger logger)
    {
        var file = File ?? "overrides";
        Say(NotSupported(), names => Log.NotSupported(logger, file, names));
        Say(WithoutEffect(), names => Log.WithoutEffect(logger, file, names));
        Say(Unknown, names => Log.Unknown(logger, file, names));
    }

    /// <summary>Whether every block around a field is switched on.</summary>
    internal bool IsActive(string path)
    {
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
        {
            var name = $"{path[..dot]}.{ConfigurationField.Switch}";
            if (!string.Equals(name, path, StringComparison.OrdinalIgnoreCase) && Schema.ByPath.ContainsKey(name) && !Flag(name))
            {
                return false;
            }
        }

        return true;
    }

    internal string Default(string path) => Field(path).Default switch
    {
        null or ConfigurationField.Null => string.Empty,
        var text => ConfigurationFacts.OfThisMachine.Fill(text),
    };

    private ConfigurationField Field(string path) =>
        Schema.ByPath.TryGetValue(path, out var field) ? field : throw new KeyNotFoundException($"{Schema.ApiVersion} has no field {path}");

    private static void Say(IReadOnlyList<string> names, Action<string> say)
    {
        if (names.Count > 0)
        {
            say(string.Join(", ", names));
        }
    }
}
