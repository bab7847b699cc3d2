using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>
/// Which values a field accepts. Form (a number, a list) is what the original cannot read a file without; the rest it checks only in
/// modules that are switched on, and so do we.
/// </summary>
internal sealed partial class ValueRule
{
    private readonly long _least;
    private readonly long _most;
    private readonly string[] _choices = [];

    private ValueRule(ValueKind kind, string expected, long least = 0, long most = 0, string[]? choices = null)
    {
        (Kind, Expected, _least, _most) = (kind, expected, least, most);
        _choices = choices ?? _choices;
    }

    public ValueKind Kind { get; }

    /// <summary>What is accepted, in words that follow "expected".</summary>
    public string Expected { get; }

    /// <summary>Whether the value is a list or a mapping rather than a scalar.</summary>
    public bool IsCollection => Kind is ValueKind.Texts or ValueKind.Addresses or ValueKind.Map or ValueKind.Flags or ValueKind.Any;

    /// <param name="rule">A kind, and after it a range <c>1..300</c> or choices <c>a|b</c>.</param>
    public static ValueRule Parse(string rule)
    {
        var (name, detail) = rule.Split(' ') is [var first, var second] ? (first, second) : (rule, null);
        return name switch
        {
            "flag" => new ValueRule(ValueKind.Flag, "true or false"),
            "number" => new ValueRule(ValueKind.Number, "a number"),
            "port" => Whole("a port", "1..65535"),
            "whole" => Whole("a whole number", detail),
            "long" => new ValueRule(ValueKind.Whole, "a whole number", long.MinValue, long.MaxValue),
            "seconds" or "minutes" or "hours" or "days" => Whole($"a whole number of {name}", detail ?? "0.."),
            "choice" => Choice((detail ?? string.Empty).Split('|')),
            "path" => new ValueRule(ValueKind.Path, "an absolute path"),
            "ip" => new ValueRule(ValueKind.Address, "an IP address"),
            "endpoint" => new ValueRule(ValueKind.EndPoint, "IP address:port, for instance 127.0.0.1:9091"),
            "server" => new ValueRule(ValueKind.Server, "address:port, for instance cloud.example.com:10000"),
            "http" => new ValueRule(ValueKind.Http, "an http or https address"),
            "https" => new ValueRule(ValueKind.Https, "an https address"),
            "unix" => new ValueRule(ValueKind.Unix, "a socket's address that begins with unix://"),
            "duration" => new ValueRule(ValueKind.Duration, "a duration such as 10s, 5m or 1h30m"),
            "quantity" => new ValueRule(ValueKind.Quantity, "a quantity such as 500 or 10Mi"),
            "dns" => new ValueRule(ValueKind.DnsName, "a lower-case DNS name: letters, digits, '-' and '.', at most 253 characters"),
            "texts" => new ValueRule(ValueKind.Texts, "a list of texts"),
            "ips" => new ValueRule(ValueKind.Addresses, "a list of IP addresses"),
            "pairs" => new ValueRule(ValueKind.Map, "a mapping of texts"),
            "flags" => new ValueRule(ValueKind.Flags, "a mapping of names to true or false"),
            "any" => new ValueRule(ValueKind.Any, "anything"),
            "text" => new ValueRule(ValueKind.Text, "text"),
            _ => throw new FormatException($"no such rule: {rule}"),
        };
    }

    /// <summary>Whether a program could read the value at all.</summary>
    public bool HasForm(string value) => Kind switch
    {
        ValueKind.Flag => TryFlag(value, out _),
        ValueKind.Whole => TryWhole(value, out _),
        ValueKind.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        ValueKind.Duration => value.Length == 0 || GoDuration.TryParse(value, out _),
        _ => true,
    };

    /// <summary>Whether the value makes sense. Empty text is an absent value.</summary>
    public bool Accepts(string value) => Kind switch
    {
        ValueKind.Whole => TryWhole(value, out var number) && number >= _least && number <= _most,
        _ when value.Length == 0 => HasForm(value),
        ValueKind.Choice => _choices.Contains(value),
        ValueKind.Path => IsAbsolute(value),
        ValueKind.Address or ValueKind.Addresses => IPAddress.TryParse(value, out _),
        ValueKind.EndPoint => IPEndPoint.TryParse(value, out var point) && point.Port > 0,
        ValueKind.Server => IsServer(value),
        ValueKind.Http => Uri.TryCreate(value, UriKind.Absolute, out var http) && http.Scheme is "http" or "https",
        ValueKind.Https => Uri.TryCreate(value, UriKind.Absolute, out var https) && https.Scheme == "https",
        ValueKind.Unix => value.StartsWith("unix://", StringComparison.Ordinal) && value.Length > "unix://".Length,
        ValueKind.Quantity => Quantity().IsMatch(value),
        ValueKind.DnsName => value.Length <= 253 && DnsName().IsMatch(value),
        _ => HasForm(value),
    };

    public static bool TryFlag(string value, out bool flag)
    {
        flag = value is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y";
        return flag || value is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N";
    }

    /// <summary>Leading zeros are refused: YAML 1.1 reads such a number to the base of eight, a person does not.</summary>
    public static bool TryWhole(string value, out long number)
    {
        number = 0;
        return (value.TrimStart('-') is "0" || !value.TrimStart('-').StartsWith('0'))
            && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static ValueRule Whole(string what, string? range)
    {
        var ends = (range ?? $"{int.MinValue}..").Split("..");
        var least = ends[0].Length == 0 ? int.MinValue : long.Parse(ends[0], CultureInfo.InvariantCulture);
        var most = ends[1].Length == 0 ? int.MaxValue : long.Parse(ends[1], CultureInfo.InvariantCulture);
        var limits = (least > int.MinValue, most < int.MaxValue) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $", at least {least}"),
            _ => string.Empty,
        };
        return new ValueRule(ValueKind.Whole, what + limits, least, most);
    }

    private static ValueRule Choice(string[] choices) =>
        new(ValueKind.Choice, choices.Length == 1 ? choices[0] : $"{string.Join(", ", choices[..^1])} or {choices[^1]}", choices: choices);

    // Files written for the other system are read too; whether a path exists is the self-check's question.
    private static bool IsAbsolute(string value) => value[0] == '/' || (value.Length > 2 && value[1] == ':' && value[2] is '\\' or '/');

    private static bool IsServer(string value) =>
        value.LastIndexOf(':') is > 0 and var colon
        && ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
        && (value[0] == '['
            ? IPEndPoint.TryParse(value, out _)
            : Uri.CheckHostName(value[..colon]) is UriHostNameType.Dns or UriHostNameType.IPv4);

    [GeneratedRegex(@"^[+-]?\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|%)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$", RegexOptions.CultureInvariant)]
    private static partial Regex DnsName();
}
