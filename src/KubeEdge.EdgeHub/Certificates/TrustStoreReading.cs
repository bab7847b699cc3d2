using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.EdgeHub.Certificates;

/// <summary>
/// The first chain that a process on Linux builds makes the runtime read every certificate that the machine trusts, although the link
/// trusts the cluster's authority alone; it takes about a tenth of a second. This begins it when it is made, so that it goes on beside
/// the opening of the store: services are made in the order in which they are registered.
/// </summary>
internal sealed class TrustStoreReading(string certificateFile) : IHostedService
{
    private readonly Task _reading = Task.Run(() => Read(certificateFile));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _reading.WaitAsync(cancellationToken);

    private static void Read(string file)
    {
        try
        {
            using var chain = new X509Chain { ChainPolicy = { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck } };
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            chain.Build(certificate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // The dialer says what is wrong with the file; here only time is lost.
        }
    }
}
