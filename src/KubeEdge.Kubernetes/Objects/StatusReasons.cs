namespace KubeEdge.Kubernetes.Objects;

/// <summary>The machine-readable reasons of <see cref="KubeStatus"/>, with Kubernetes' spelling.</summary>
public static class StatusReasons
{
    /// <summary>400: the request makes no sense.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>401: the caller is not known.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: the caller may not do this.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>404: no such object or resource.</summary>
    public const string NotFound = "NotFound";

    /// <summary>405: the resource does not have this operation.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>406: no media type that the caller accepts.</summary>
    public const string NotAcceptable = "NotAcceptable";

    /// <summary>409: an object of this name exists.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>409: the object was changed in between; read it again.</summary>
    public const string Conflict = "Conflict";

    /// <summary>410: the version asked for is no longer kept; list again.</summary>
    public const string Expired = "Expired";

    /// <summary>410: gone for good; treated like <see cref="Expired"/> by readers.</summary>
    public const string Gone = "Gone";

    /// <summary>413: the body is larger than the server accepts.</summary>
    public const string TooLarge = "RequestEntityTooLarge";

    /// <summary>415: the body is in a format that the server does not read.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>422: the object breaks a rule; the causes say which.</summary>
    public const string Invalid = "Invalid";

    /// <summary>429: try again later.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>500: the server's fault.</summary>
    public const string InternalError = "InternalError";

    /// <summary>503: the server cannot answer now.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>504: the server ran out of time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>No code, ours: no answer came, because of the network, TLS or a deadline. Whether the server acted is not known.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>No code, ours: an answer came that is no Kubernetes answer, or larger than the client's limit.</summary>
    public const string InvalidResponse = "InvalidResponse";

    /// <summary>No code in the original: unknown.</summary>
    public const string Unknown = "";
}
