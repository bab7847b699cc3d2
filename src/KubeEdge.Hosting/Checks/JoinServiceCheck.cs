using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;

namespace KubeEdge.Hosting.Checks;

/// <summary>Asks the certificate service for its authority, which it gives to anybody, and reads the time off the answer.</summary>
internal sealed class JoinServiceCheck(EdgeHubOptions hub, TimeProvider time)
{
    private DateTimeOffset? _there;
    private DateTimeOffset _here;

    public async ValueTask<CheckResult> ReachAsync(CancellationToken cancellationToken)
    {
        var server = hub.HttpServer ?? throw new InvalidOperationException("EdgeHub: HttpServer is not set.");
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };

#pragma warning disable CA5359 // Nothing secret is sent, and what is answered is compared with what this node trusts.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        using var client = new HttpClient(handler) { MaxResponseContentBufferSize = 1 << 20 };
        try
        {
            using var answer = await client.GetAsync(new Uri(server, "/ca.crt"), cancellationToken).ConfigureAwait(false);
            (_here, _there) = (time.GetUtcNow(), answer.Headers.Date);
            var authority = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? Compare(authority, server)
                : CheckResult.Fail(
                    $"{server} answered {(int)answer.StatusCode}", "give the address of CloudCore's certificate service, port 10002");
        }
        catch (HttpRequestException fault)
        {
            return CheckResult.Fail(
                $"{server} cannot be reached: {fault.InnerException?.Message ?? fault.Message}",
                "look whether CloudCore runs, the address is right (--join, modules.edgeHub.httpServer) and a firewall lets TCP through");
        }
    }

    public CheckResult Clock() => ClockCheck.Run(_here, _there, "the cloud");

    private CheckResult Compare(byte[] authority, Uri server)
    {
        if (File.Exists(hub.CaFile))
        {
            using var ours = X509CertificateLoader.LoadCertificateFromFile(hub.CaFile);
            return ours.RawData.AsSpan().SequenceEqual(authority)
                ? CheckResult.Pass($"{server} answers, and its authority is the one in {hub.CaFile}")
                : CheckResult.Fail(
                    $"the authority of {server} is another one than in {hub.CaFile}",
                    "this node belongs to another cloud: give that one's address, or remove the three certificate files "
                    + "and join with this one's token");
        }

        var token = hub.Token ?? (hub.TokenFile is { } file && File.Exists(file) ? File.ReadAllText(file) : null);
        return token is null ? CheckResult.Pass($"{server} answers")
            : token.Trim().Split('.')[0].Equals(Convert.ToHexStringLower(SHA256.HashData(authority)), StringComparison.OrdinalIgnoreCase)
                ? CheckResult.Pass($"{server} answers, and the token is its own")
            : CheckResult.Fail(
                $"the token does not belong to the authority of {server}",
                "take the token from this cloud (keadm gettoken, or the file token in CloudCore's data folder)");
    }
}
