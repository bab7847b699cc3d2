using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>Asks the certificate service as any client could, with exactly what a test says.</summary>
internal static class JoinClient
{
    public static async Task<(HttpStatusCode Status, byte[] Body)> GetAsync(
        Uri service,
        string path,
        byte[]? body = null,
        string? authorization = null,
        string? node = "edge-1",
        X509Certificate2? certificate = null,
        HttpMethod? method = null)
    {
        var answer = await AskAsync(service, path, body, authorization, node, certificate, method);
        return (answer.Status, answer.Body);
    }

    /// <summary>The same, with the time after which to come again.</summary>
    public static async Task<(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)> AskAsync(
        Uri service,
        string path,
        byte[]? body = null,
        string? authorization = null,
        string? node = "edge-1",
        X509Certificate2? certificate = null,
        HttpMethod? method = null)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => server is not null;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        }

        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(service, path));
        request.Content = body is null ? null : new ByteArrayContent(body);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (node is not null)
        {
            request.Headers.TryAddWithoutValidation("NodeName", node);
        }

        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>What a node sends as proof: a token without its first part.</summary>
    public static string Bearer(string token) => "Bearer " + token[(token.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>A signing request; the subject is what a client likes.</summary>
    public static byte[] Request(ECDsa key, string subject = "CN=kubeedge.io, O=kubeEdge") =>
        new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequest();
}
