using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>
/// An edge's upgrade request as the cloud reads it. The path is not looked at: identity is in the headers, as in the original. Needs
/// no web framework; the caller passes header values by name and compares names without regard to case.
/// </summary>
public sealed class UpgradeRequest
{
    private const string Version = "13";
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private UpgradeRequest()
    {
    }

    /// <summary>Whether to accept, and the HTTP status if not.</summary>
    public UpgradeStatus Status { get; private init; }

    /// <summary>What is wrong with it; null when accepted.</summary>
    public string? Error { get; private init; }

    /// <summary>The node's name; empty when the request names none. Check it against the certificate.</summary>
    public string NodeId { get; private init; } = string.Empty;

    /// <summary>The project; empty when the request names none.</summary>
    public string ProjectId { get; private init; } = string.Empty;

    /// <summary>What both sides have beyond the original's wire.</summary>
    public IReadOnlySet<string> Features { get; private init; } = ImmutableHashSet<string>.Empty;

    /// <summary>
    /// The headers to answer with. Accepted: <c>Upgrade</c>, <c>Connection</c> and the accept key, each with exactly one token and
    /// nothing more (edges of release 1.15 refuse token lists). Refused: the version this side speaks.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; private init; } = [];

    /// <summary>Reads a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="header">Gives a header's values by name, in any letter case; empty when absent.</param>
    /// <param name="features">What this side has beyond the original's wire; nothing when null.</param>
    public static UpgradeRequest Read(string method, Func<string, IEnumerable<string?>> header, IEnumerable<string>? features = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(header);
        var key = First(header, "Sec-WebSocket-Key");
        string? error = null;
        var status = UpgradeStatus.BadRequest;
        if (method != "GET" || !HasToken(header("Upgrade"), "websocket") || !HasToken(header("Connection"), "upgrade"))
        {
            error = "not a WebSocket upgrade";
        }
        else if (First(header, "Sec-WebSocket-Version") != Version || !IsKey(key))
        {
            error = "WebSocket version 13 and a key of 16 bytes are required";
        }
        else if (!IsSameOrigin(First(header, "Origin"), First(header, "Host")))
        {
            error = "the Origin header names another host";
            status = UpgradeStatus.ForeignOrigin;
        }
        else if (First(header, UpgradeHeaders.ConnectionUse) != UpgradeHeaders.UseMessages)
        {
            // The original accepts such a connection and never reads it; a clear answer serves the peer better.
            error = $"{UpgradeHeaders.ConnectionUse} must be {UpgradeHeaders.UseMessages}";
        }

        var common = FeatureList.Intersect(features ?? [], FeatureList.Parse(First(header, UpgradeHeaders.Features)));
        return new UpgradeRequest
        {
            Status = error is null ? UpgradeStatus.Accepted : status,
            Error = error,
            NodeId = First(header, UpgradeHeaders.NodeId),
            ProjectId = First(header, UpgradeHeaders.ProjectId),
            Features = common,
            ResponseHeaders = error is null ? Answer(key, common) : [new("Sec-WebSocket-Version", Version)],
        };
    }

    /// <summary>The answer to a <c>Sec-WebSocket-Key</c>.</summary>
    internal static string AcceptKey(string key)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The hash is fixed by RFC 6455 and proves nothing but that the peer speaks WebSocket.
        SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }

    private static List<KeyValuePair<string, string>> Answer(string key, IReadOnlySet<string> features)
    {
        List<KeyValuePair<string, string>> headers =
            [new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Sec-WebSocket-Accept", AcceptKey(key))];
        if (features.Count > 0)
        {
            headers.Add(new(UpgradeHeaders.Features, string.Join(", ", features)));
        }

        return headers;
    }

    // The original's edge repeats a header on every redial with the same client; only the first value counts. A proxy may
    // have folded the lines into one.
    private static string First(Func<string, IEnumerable<string?>> header, string name)
    {
        foreach (var value in header(name))
        {
            if (value is not null)
            {
                var comma = name == UpgradeHeaders.ConnectionUse ? value.IndexOf(',', StringComparison.Ordinal) : -1;
                return (comma < 0 ? value : value[..comma]).Trim();
            }
        }

        return string.Empty;
    }

    private static bool HasToken(IEnumerable<string?> values, string token)
    {
        foreach (var value in values)
        {
            foreach (var part in (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            {
                if (part.Equals(token, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[18];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out var written) && written == 16;
    }

    private static bool IsSameOrigin(string origin, string host) =>
        origin.Length == 0
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && Uri.TryCreate(uri.Scheme + "://" + host, UriKind.Absolute, out var own)
            && uri.Authority.Equals(own.Authority, StringComparison.OrdinalIgnoreCase));
}
