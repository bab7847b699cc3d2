using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace KubeEdge.Mappers;

/// <summary>
/// A <c>configData</c> object: members by name, in any case. Numbers and flags are taken from text too, since people quote them.
/// </summary>
public sealed class DeviceConfiguration
{
    private readonly string _owner;
    private readonly Dictionary<string, object> _members;

    internal DeviceConfiguration(string owner, Dictionary<string, object> members)
    {
        _owner = owner;
        _members = members;
    }

    /// <summary>The names of its members.</summary>
    public IReadOnlyCollection<string> Names => _members.Keys;

    /// <summary>A text.</summary>
    /// <param name="name">The member.</param>
    /// <param name="fallback">What an absent one means; null when it has to be there.</param>
    /// <exception cref="DeviceConfigurationException">It is absent and there is no fallback.</exception>
    public string GetString(string name, string? fallback = null) =>
        Find(name) is { } value ? Text(value) : fallback ?? throw Absent(name);

    /// <summary>A whole number.</summary>
    /// <param name="name">The member.</param>
    /// <param name="fallback">What an absent one means; null when it has to be there.</param>
    /// <exception cref="DeviceConfigurationException">It is absent and there is no fallback, or it is something else.</exception>
    public long GetInt64(string name, long? fallback = null) => Find(name) switch
    {
        null => fallback ?? throw Absent(name),
        long number => number,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => (long)number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        { } other => throw Wrong(name, other, "a whole number"),
    };

    /// <summary>A number.</summary>
    /// <param name="name">The member.</param>
    /// <param name="fallback">What an absent one means; null when it has to be there.</param>
    /// <exception cref="DeviceConfigurationException">It is absent and there is no fallback, or it is something else.</exception>
    public double GetDouble(string name, double? fallback = null) => Find(name) switch
    {
        null => fallback ?? throw Absent(name),
        long number => number,
        double number => number,
        string text when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        { } other => throw Wrong(name, other, "a number"),
    };

    /// <summary>A flag.</summary>
    /// <param name="name">The member.</param>
    /// <param name="fallback">What an absent one means; null when it has to be there.</param>
    /// <exception cref="DeviceConfigurationException">It is absent and there is no fallback, or it is something else.</exception>
    public bool GetBoolean(string name, bool? fallback = null) => Find(name) switch
    {
        null => fallback ?? throw Absent(name),
        bool flag => flag,
        string text when bool.TryParse(text, out var flag) => flag,
        { } other => throw Wrong(name, other, "true or false"),
    };

    /// <summary>All of it as a type of the driver's.</summary>
    /// <param name="type">How JSON becomes that type, from the driver's own source-generated context.</param>
    /// <exception cref="DeviceConfigurationException">It does not fit the type.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            return ToJson().Deserialize(type) ?? throw new DeviceConfigurationException($"{_owner}: the configuration is empty.");
        }
        catch (JsonException e)
        {
            throw new DeviceConfigurationException($"{_owner}: {e.Message}", e);
        }
    }

    /// <summary>All of it as JSON.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in _members)
        {
            json[name] = value switch
            {
                bool flag => JsonValue.Create(flag),
                long number => JsonValue.Create(number),
                // A whole number came as a floating one if it came from Go.
                double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => JsonValue.Create((long)number),
                double number => JsonValue.Create(number),
                _ => JsonValue.Create(Text(value)),
            };
        }

        return json;
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private object? Find(string name) => _members.GetValueOrDefault(name);

    private DeviceConfigurationException Absent(string name) => new($"{_owner}: \"{name}\" is missing.");

    private DeviceConfigurationException Wrong(string name, object value, string expected) =>
        new($"{_owner}: \"{name}\" must be {expected}, not \"{Text(value)}\".");
}
