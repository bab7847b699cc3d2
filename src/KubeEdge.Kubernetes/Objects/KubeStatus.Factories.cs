using System.Collections.Immutable;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Objects;

/// <content>The statuses that a server answers, each with Kubernetes' text.</content>
public sealed partial class KubeStatus
{
    /// <summary>The object was removed.</summary>
    public static KubeStatus Deleted(ResourceType type, string name, string uid) => Success(About(type, name) with { Uid = uid });

    /// <summary>404: <c>configmaps "x" not found</c>.</summary>
    public static KubeStatus NotFound(ResourceType type, string name) =>
        new(404, StatusReasons.NotFound, $"{About(type)} \"{name}\" not found", About(type, name));

    /// <summary>404: the path names no served resource.</summary>
    public static KubeStatus NoSuchResource() =>
        new(404, StatusReasons.NotFound, "the server could not find the requested resource", new KubeStatusDetails());

    /// <summary>409: <c>configmaps "x" already exists</c>.</summary>
    public static KubeStatus AlreadyExists(ResourceType type, string name) =>
        new(409, StatusReasons.AlreadyExists, $"{About(type)} \"{name}\" already exists", About(type, name));

    /// <summary>409: the object has another version than the caller thought, or than <paramref name="problem"/> says.</summary>
    public static KubeStatus Conflict(
        ResourceType type,
        string name,
        string problem = "the object has been modified; please apply your changes to the latest version and try again") =>
        new(409, StatusReasons.Conflict, $"Operation cannot be fulfilled on {About(type)} \"{name}\": {problem}", About(type, name));

    /// <summary>403: <c>configmaps "x" is forbidden: problem</c>; with an empty name <c>configmaps is forbidden: problem</c>.</summary>
    public static KubeStatus Forbidden(ResourceType type, string name, string problem) =>
        new(
            403,
            StatusReasons.Forbidden,
            string.IsNullOrEmpty(name) ? $"{About(type)} is forbidden: {problem}" : $"{About(type)} \"{name}\" is forbidden: {problem}",
            About(type, name));

    /// <summary>422: the object breaks rules; each cause names a field. kubectl prints the causes, so they must be filled.</summary>
    public static KubeStatus Invalid(ResourceType type, string name, params ImmutableArray<KubeStatusCause> causes)
    {
        ArgumentNullException.ThrowIfNull(type);
        var qualified = type.Group.Length == 0 ? type.Kind : $"{type.Kind}.{type.Group}";
        var texts = causes.Select(cause => $"{cause.Field}: {cause.Message}").Distinct().ToArray();
        var problem = texts.Length switch
        {
            0 => string.Empty,
            1 => $": {texts[0]}",
            _ => $": [{string.Join(", ", texts)}]",
        };
        return new KubeStatus(
            422,
            StatusReasons.Invalid,
            $"{qualified} \"{name}\" is invalid{problem}",
            new KubeStatusDetails { Name = name, Group = type.Group, Kind = type.Kind, Causes = causes });
    }

    /// <summary>400 with this text.</summary>
    public static KubeStatus BadRequest(string problem) => new(400, StatusReasons.BadRequest, problem);

    /// <summary>401.</summary>
    public static KubeStatus Unauthorized(string problem = "Unauthorized") => new(401, StatusReasons.Unauthorized, problem);

    /// <summary>405: the resource has no such operation, for example <c>deletecollection</c>.</summary>
    public static KubeStatus MethodNotAllowed(ResourceType type, string action) =>
        new(405, StatusReasons.MethodNotAllowed, $"{action} is not supported on resources of kind \"{About(type)}\"", About(type, string.Empty));

    /// <summary>406: what the server can write.</summary>
    public static KubeStatus NotAcceptable(params ReadOnlySpan<string> mediaTypes) =>
        new(406, StatusReasons.NotAcceptable, $"only the following media types are accepted: {string.Join(", ", mediaTypes)}");

    /// <summary>415: what the server can read.</summary>
    public static KubeStatus UnsupportedMediaType(params ReadOnlySpan<string> mediaTypes) =>
        new(
            415,
            StatusReasons.UnsupportedMediaType,
            $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", mediaTypes)}");

    /// <summary>413: the body has more than <paramref name="limit"/> bytes.</summary>
    public static KubeStatus TooLarge(long limit) =>
        new(413, StatusReasons.TooLarge, $"Request entity too large: limit is {limit}");

    /// <summary>410 with this text: a version or a continue token is no longer kept.</summary>
    public static KubeStatus Expired(string problem) => new(410, StatusReasons.Expired, problem);

    /// <summary>410: a watch was asked to start before the oldest change that is kept.</summary>
    public static KubeStatus TooOld(ulong requested, ulong oldest) => Expired($"too old resource version: {requested} ({oldest})");

    /// <summary>429, to be tried again after <paramref name="retryAfterSeconds"/>.</summary>
    public static KubeStatus TooManyRequests(string problem, int retryAfterSeconds) =>
        new(429, StatusReasons.TooManyRequests, problem, new KubeStatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>500: <c>Internal error occurred: problem</c>.</summary>
    public static KubeStatus InternalError(string problem) =>
        new(
            500,
            StatusReasons.InternalError,
            $"Internal error occurred: {problem}",
            new KubeStatusDetails { Causes = [new KubeStatusCause(string.Empty, problem)] });

    /// <summary>503 with this text, to be tried again after <paramref name="retryAfterSeconds"/> (0: not said).</summary>
    public static KubeStatus ServiceUnavailable(string problem, int retryAfterSeconds = 0) =>
        new(503, StatusReasons.ServiceUnavailable, problem, new KubeStatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>504: <c>Timeout: problem</c>, to be tried again after <paramref name="retryAfterSeconds"/>.</summary>
    public static KubeStatus Timeout(string problem, int retryAfterSeconds = 0) =>
        new(504, StatusReasons.Timeout, $"Timeout: {problem}", new KubeStatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>No answer came; the text says why. Ours, not Kubernetes'.</summary>
    public static KubeStatus Unreachable(string problem) => new(0, StatusReasons.Unreachable, problem);

    internal static KubeStatus InvalidResponse(string problem) => new(0, StatusReasons.InvalidResponse, problem);

    private static string About(ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.QualifiedName;
    }

    private static KubeStatusDetails About(ResourceType type, string name)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new KubeStatusDetails { Name = name, Group = type.Group, Kind = type.Plural };
    }
}
