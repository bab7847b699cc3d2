using System.Globalization;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Query parameters read as Kubernetes converts them.</summary>
internal static class QueryValues
{
    /// <summary>Anything but <c>0</c> and <c>false</c> is true, the empty value too.</summary>
    public static bool IsTrue(IQueryCollection query, string name) => ReadFlag(query, name) ?? false;

    public static bool? ReadFlag(IQueryCollection query, string name) =>
        !query.TryGetValue(name, out var values) || values.Count == 0 ? null : !(values[0] is "0" || IsFalse(values[0]));

    public static string Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? string.Empty : string.Empty;

    /// <summary>Reads a whole number; 0 when the parameter is absent.</summary>
    public static KubeStatus? TryReadNumber(IQueryCollection query, string name, out long value)
    {
        value = 0;
        var text = Text(query, name);
        return text.Length == 0 || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            ? null
            : KubeStatus.BadRequest($"strconv.ParseInt: parsing {GoText.Quote(text)}: invalid syntax");
    }

    private static bool IsFalse(string? value) => string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
