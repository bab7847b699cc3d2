using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Reads and checks <see cref="ListParameters"/>, with the messages of kube-apiserver.</summary>
internal static class ListParametersReader
{
    private static readonly ResourceType _options = new("meta.k8s.io", "v1", "listoptions", "listoptions", "ListOptions", false, [], false);

    public static bool TryRead(
        IQueryCollection query,
        ResourceType type,
        bool isWatch,
        [NotNullWhen(true)] out ListParameters? parameters,
        [NotNullWhen(false)] out KubeStatus? error)
    {
        parameters = null;
        if ((error = TryReadSelectors(query, type, out var labels, out var fields)) is not null
            || (error = QueryValues.TryReadNumber(query, "limit", out var limit)) is not null
            || (error = QueryValues.TryReadNumber(query, "timeoutSeconds", out var seconds)) is not null
            || (error = CheckMatch(query, isWatch, out var match)) is not null
            || (error = TryReadVersion(query, out var version)) is not null
            || (error = TryReadContinue(query, version, out var token)) is not null)
        {
            return false;
        }

        parameters = new ListParameters
        {
            Labels = labels,
            Fields = fields,
            ResourceVersion = version,
            Match = match,
            Limit = (int)Math.Clamp(limit, 0, int.MaxValue),
            Continue = token,
            Bookmarks = QueryValues.IsTrue(query, "allowWatchBookmarks"),
            SendInitialEvents = isWatch && QueryValues.IsTrue(query, "sendInitialEvents"),
            Timeout = seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null,
        };
        return true;
    }

    /// <summary>Reads the version of a request for one object, where it only must be a number.</summary>
    public static KubeStatus? TryReadVersion(IQueryCollection query, out ulong? version)
    {
        version = null;
        var text = QueryValues.Text(query, "resourceVersion");
        if (text.Length == 0)
        {
            return null;
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var quoted = GoText.Quote(text);
            return new KubeStatus(
                400, StatusReasons.Unknown, $"resourceVersion: Invalid value: {quoted}: strconv.ParseUint: parsing {quoted}: invalid syntax");
        }

        version = number;
        return null;
    }

    private static KubeStatus? TryReadSelectors(IQueryCollection query, ResourceType type, out LabelSelector? labels, out FieldSelector? fields)
    {
        fields = null;
        if (!LabelSelector.TryParse(QueryValues.Text(query, "labelSelector"), out labels, out var problem)
            || !FieldSelector.TryParse(QueryValues.Text(query, "fieldSelector"), out fields, out problem)
            || !fields.Supports(type, out problem))
        {
            return KubeStatus.BadRequest(problem);
        }

        return null;
    }

    private static KubeStatus? CheckMatch(IQueryCollection query, bool isWatch, out VersionMatch match)
    {
        var text = QueryValues.Text(query, "resourceVersionMatch");
        match = text switch { "Exact" => VersionMatch.Exact, "NotOlderThan" => VersionMatch.NotOlderThan, _ => VersionMatch.Unset };
        var version = QueryValues.Text(query, "resourceVersion");
        var initialEvents = QueryValues.ReadFlag(query, "sendInitialEvents");
        if (isWatch && initialEvents is not null)
        {
            return match is VersionMatch.NotOlderThan
                ? null
                : Forbidden("sendInitialEvents", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        if (initialEvents is not null)
        {
            return Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }

        if (text.Length == 0)
        {
            return null;
        }

        if (isWatch)
        {
            return Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch");
        }

        if (version.Length == 0)
        {
            return Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (match is VersionMatch.Exact && version == "0")
        {
            return Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        return match is VersionMatch.Unset
            ? Invalid("FieldValueNotSupported", "resourceVersionMatch", $"Unsupported value: {GoText.Quote(text)}: supported values: \"Exact\", \"NotOlderThan\", \"\"")
            : null;
    }

    private static KubeStatus? TryReadContinue(IQueryCollection query, ulong? version, out ContinueToken? token)
    {
        token = null;
        var text = QueryValues.Text(query, "continue");
        if (text.Length == 0)
        {
            return null;
        }

        if (version is > 0)
        {
            return KubeStatus.BadRequest("specifying resource version is not allowed when using continue");
        }

        return ContinueToken.TryParse(text, out token, out var problem)
            ? null
            : KubeStatus.BadRequest($"invalid continue token: continue key is not valid: {problem}");
    }

    private static KubeStatus Forbidden(string field, string problem) => Invalid("FieldValueForbidden", field, $"Forbidden: {problem}");

    private static KubeStatus Invalid(string reason, string field, string message) =>
        KubeStatus.Invalid(_options, string.Empty, new KubeStatusCause(reason, message, field));
}
