using System.Net;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// The certificate service: <c>/ca.crt</c>, <c>/edge.crt</c> and <c>/node/NAME</c>, with the texts of the newest releases. The subject is
/// decided here; of a request nothing counts but its key.
/// </summary>
internal sealed partial class JoinHandler(
    AuthoritySource authorities,
    JoinTokens tokens,
    OnceRegister register,
    IssuedCertificates certificates,
    LegacyIdentities legacy,
    KubeClient client,
    CloudHubMetrics metrics,
    ILogger<JoinHandler> logger)
{
    private const int LargestRequest = 1 << 20;
    private const int NotFound = 404;
    private const string RetryAfterSeconds = "5";

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? string.Empty;
        var isNode = path.StartsWith("/node/", StringComparison.Ordinal) && path.Length > "/node/".Length;
        if (!isNode && path is not ("/ca.crt" or "/edge.crt"))
        {
            return AnswerAsync(http, HttpStatusCode.NotFound, "404: Page Not Found");
        }

        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET";
            return AnswerAsync(http, HttpStatusCode.MethodNotAllowed, "405: Method Not Allowed");
        }

        return path switch
        {
            "/ca.crt" => AnswerAsync(http, authorities.Authority.Certificate.RawData),
            "/edge.crt" => SignAsync(http),
            _ => FindNodeAsync(http, path["/node/".Length..]),
        };
    }

    private async Task SignAsync(HttpContext http)
    {
        var node = http.Request.Headers["NodeName"].ToString();
        if (!NodeIdentity.IsNodeName(node))
        {
            await RefuseAsync(http, HttpStatusCode.BadRequest, "name", node, "header NodeName is not the name of a node").ConfigureAwait(false);
            return;
        }

        if (await AuthenticateAsync(http, node).ConfigureAwait(false) is not { } token)
        {
            return;
        }

        string? problem = "the body is empty, or larger than 1 MiB";
        if (await ReadBodyAsync(http).ConfigureAwait(false) is not { } body || SigningRequest.Read(body, out problem) is not { } request)
        {
            var detail = $"failed to sign certs for edgenode {node}, err: {problem}";
            await RefuseAsync(http, HttpStatusCode.InternalServerError, "request", node, detail).ConfigureAwait(false);
            return;
        }

        var key = request.Fingerprint;
        if (token.Id is not null
            && await register.SpendAsync(token, node, key, http.RequestAborted).ConfigureAwait(false) is not true and var spent)
        {
            await RefuseAsync(
                http,
                spent is null ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Unauthorized,
                spent is null ? "api" : "reused",
                node,
                spent is null
                    ? "the API cannot be asked whether the token was used; try again"
                    : "token validation failure, err: token was used already")
                .ConfigureAwait(false);
            return;
        }

        var certificate = certificates.Issue(node, request);
        metrics.CertificateRequested("issued");
        Log.Issued(logger, node, http.Connection.RemoteIpAddress, key);
        await AnswerAsync(http, certificate).ConfigureAwait(false);
    }

    /// <summary>By the certificate if one is shown, as the original, else by the token. Null when it was refused.</summary>
    private async ValueTask<JoinToken?> AuthenticateAsync(HttpContext http, string node)
    {
        if (http.Connection.ClientCertificate is { } certificate)
        {
            var owner = await legacy.OwnerOfAsync(certificate, node, http.RequestAborted).ConfigureAwait(false);
            if (owner.Node == node)
            {
                return default(JoinToken);
            }

            await (owner.IsUnknown
                ? RefuseAsync(http, HttpStatusCode.ServiceUnavailable, "api", node, LegacyIdentities.Unknown)
                : RefuseAsync(
                    http,
                    HttpStatusCode.Unauthorized,
                    "certificate",
                    node,
                    $"failed to verify the certificate for edgenode: {node}, err: it is not that of this node")).ConfigureAwait(false);
            return null;
        }

        var authorization = http.Request.Headers.Authorization.ToString();
        string? problem = null;
        JoinToken? token = null;
        if (authorization.Length == 0)
        {
            problem = "token is empty";
        }
        else if (authorization.Split(' ') is not [_, { Length: > 0 } jwt])
        {
            problem = "token cannot be split";
        }
        else if ((token = tokens.Check(jwt, out problem)) is null)
        {
            problem = $"err: {problem}";
        }
        else if (token.Value.NodeName is { } only && only != node)
        {
            (token, problem) = (null, "err: token is for another node");
        }

        if (problem is not null)
        {
            await RefuseAsync(http, HttpStatusCode.Unauthorized, "token", node, $"token validation failure, {problem}").ConfigureAwait(false);
        }

        return problem is null ? token : null;
    }

    private async Task FindNodeAsync(HttpContext http, string name)
    {
        if (!NodeIdentity.IsNodeName(name) || !ResourceTable.Default.TryGetByPlural(string.Empty, "nodes", out var nodes))
        {
            await AnswerAsync(http, HttpStatusCode.NotFound, "Node not found").ConfigureAwait(false);
            return;
        }

        var found = await client.GetAsync(nodes, null, name, http.RequestAborted).ConfigureAwait(false);
        await (found switch
        {
            { IsSuccess: true } => AnswerAsync(http, HttpStatusCode.OK, "Node found"),
            { Error.Code: NotFound } => AnswerAsync(http, HttpStatusCode.NotFound, "Node not found"),
            _ => AnswerAsync(http, HttpStatusCode.InternalServerError, "Failed to query node information"),
        }).ConfigureAwait(false);
    }

    private static async ValueTask<byte[]?> ReadBodyAsync(HttpContext http)
    {
        var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > LargestRequest)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.Length > 0 ? body.ToArray() : null;
    }

    private async Task RefuseAsync(HttpContext http, HttpStatusCode status, string reason, string node, string detail)
    {
        if (status == HttpStatusCode.ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        metrics.CertificateRequested(reason);
        Log.Refused(logger, node.Length > 253 ? node[..253] : node, http.Connection.RemoteIpAddress, (int)status, detail);
        await AnswerAsync(http, status, detail).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext http, HttpStatusCode status, string text)
    {
        http.Response.StatusCode = (int)status;
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
