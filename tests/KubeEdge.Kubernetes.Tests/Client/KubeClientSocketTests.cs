using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Client;

/// <summary>The whole HTTP stack against servers that misbehave on a real socket.</summary>
public sealed class KubeClientSocketTests
{
    private static readonly string _demo = Sample.Text(Sample.ConfigMap("demo", "2").Json);

    [Fact]
    public async Task GetAsync_ResponseCutAtEveryOffset_IsAnObjectOrUnreachable()
    {
        var whole = RawServer.Response(_demo);
        var length = 0;
        await using var server = new RawServer(stream => stream.WriteAsync(whole, 0, length));
        using var client = new KubeClient(new KubeClientOptions { Server = server.Address });
        for (length = 0; length < whole.Length; length++)
        {
            var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo").WaitAsync(TimeSpan.FromSeconds(30));
            Assert.True(result.Error?.IsUnreachable, $"cut at {length}: {result.Error}");
        }

        Assert.True((await client.GetAsync(Sample.ConfigMaps, "default", "demo").WaitAsync(TimeSpan.FromSeconds(30))).IsSuccess);
    }

    [Fact]
    public async Task WatchAsync_ChunkedResponseCutAtEveryOffset_LosesNoWholeEvent()
    {
        var line = $$"""{"type":"ADDED","object":{{_demo}}}""" + "\n";
        var whole = RawServer.Chunked(line, line[..40], line[40..]);
        var length = 0;
        await using var server = new RawServer(stream => stream.WriteAsync(whole, 0, length));
        using var client = new KubeClient(new KubeClientOptions { Server = server.Address });
        var most = 0;
        for (length = 0; length <= whole.Length; length++)
        {
            var (events, ended) = await WatchAsync(client);

            // More bytes never mean fewer events, and only the complete response ends in order.
            Assert.InRange(events, most, 2);
            most = events;
            Assert.True(ended == (length == whole.Length), $"cut at {length} of {whole.Length}");
        }

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task GetAsync_Garbage_IsUnreachable()
    {
        await using var server = new RawServer(stream => stream.WriteAsync(Sample.Utf8("SSH-2.0-OpenSSH_9.2\r\n\r\n")).AsTask());
        using var client = new KubeClient(new KubeClientOptions { Server = server.Address });
        Assert.True((await client.GetAsync(Sample.Nodes, null, "n").WaitAsync(TimeSpan.FromSeconds(30))).Error?.IsUnreachable);
    }

    [Fact]
    public async Task GetAsync_NobodyListens_IsUnreachable()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint?)unused.LocalEndPoint)?.Port}");
        using var client = new KubeClient(new KubeClientOptions { Server = address });
        Assert.True((await client.GetAsync(Sample.Nodes, null, "n").WaitAsync(TimeSpan.FromSeconds(30))).Error?.IsUnreachable);
    }

    [Theory]
    [InlineData(true, null, false, true)]
    [InlineData(true, "api.cluster", false, true)]
    [InlineData(true, "other.cluster", false, false)]
    [InlineData(false, null, false, false)]
    [InlineData(false, null, true, true)]
    public async Task GetAsync_Tls_TrustsOnlyTheGivenAuthority(bool trusted, string? name, bool skip, bool expected)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        using var certificate = certificates.IssueWithKey("api.cluster");
        await using var server = new RawServer(
            stream => stream.WriteAsync(RawServer.Response(_demo)).AsTask(), new SslServerAuthenticationOptions { ServerCertificate = certificate });
        using var client = new KubeClient(new KubeClientOptions
        {
            Server = server.Address,
            TrustedAuthorities = [trusted ? certificates.Authority : others.Authority],
            ServerName = name,
            SkipServerCertificateCheck = skip,
        });

        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo").WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(result.IsSuccess == expected, result.Error?.ToString());
        Assert.Equal(!expected, result.Error?.IsUnreachable ?? false);
    }

    [Fact]
    public async Task GetAsync_KubeconfigWithClientCertificate_PresentsIt()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new TestCertificates();
        using var certificate = certificates.IssueWithKey("api.cluster");
        string? seen = null;
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, presented, _, _) => (seen = presented?.Subject) is not null,
        };
        await using var server = new RawServer(stream => stream.WriteAsync(RawServer.Response(_demo)).AsTask(), tls);
        var (clientCertificate, clientKey) = certificates.Issue("admin");
        Kubeconfig.Write(folder.File("kubeconfig"), new KubeconfigContent
        {
            Server = server.Address,
            CertificateAuthorityPem = certificates.Authority.ExportCertificatePem(),
            ClientCertificatePem = clientCertificate,
            ClientKeyPem = clientKey,
        });

        using var client = new KubeClient(Kubeconfig.Load(folder.File("kubeconfig")));
        var result = await client.GetAsync(Sample.ConfigMaps, "default", "demo").WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(result.IsSuccess, result.Error?.ToString());
        Assert.Equal("CN=admin", seen);
    }

    private static async Task<(int Events, bool Ended)> WatchAsync(KubeClient client)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = 0;
        await foreach (var next in client.WatchAsync(Sample.ConfigMaps, null, cancellationToken: stop.Token))
        {
            if (next.Kind == WatchEventKind.Error)
            {
                Assert.True(next.Error?.IsUnreachable, next.Error?.ToString());
                return (events, false);
            }

            events++;
        }

        return (events, true);
    }
}
