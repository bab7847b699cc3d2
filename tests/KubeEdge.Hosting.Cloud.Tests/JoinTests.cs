using System.Diagnostics;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Joining;
using KubeEdge.EdgeHub.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests;

/// <summary>A node that has nothing but a token, and the cloud it joins.</summary>
public sealed class JoinTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-join-");

    private string Certificates => Path.Combine(_folder.FullName, "node");

    [Fact]
    public async Task Node_WithTheToken_JoinsAndLeavesFilesThatOpensslAccepts()
    {
        using IHost cloud = BuildCloud();
        await cloud.StartAsync().WaitAsync(_limit);
        using IHost edge = BuildEdge(cloud, Token(cloud));
        await edge.StartAsync().WaitAsync(_limit);

        await PhaseAsync(edge, EdgeLinkPhase.Connected);

        string authority = Path.Combine(Certificates, "rootCA.crt");
        string certificate = Path.Combine(Certificates, "server.crt");
        string key = Path.Combine(Certificates, "server.key");
        Assert.Contains("server.crt: OK", await OpensslAsync("verify", "-purpose", "sslclient", "-CAfile", authority, certificate), StringComparison.Ordinal);
        Assert.Contains("O = system:nodes, CN = system:node:edge-1", await OpensslAsync("x509", "-in", certificate, "-noout", "-subject"), StringComparison.Ordinal);
        Assert.Contains("TLS Web Client Authentication", await OpensslAsync("x509", "-in", certificate, "-noout", "-text"), StringComparison.Ordinal);
        Assert.Equal(
            await OpensslAsync("x509", "-in", certificate, "-noout", "-pubkey"),
            await OpensslAsync("ec", "-in", key, "-pubout"));
        Assert.False(File.Exists(key + ".new"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }

        await edge.StopAsync().WaitAsync(_limit);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Theory]
    [InlineData("wrong", "wrong format")]
    [InlineData("0000.a.b.c", "failed to validate CA certificate")]
    [InlineData("signature", "signature is invalid")]
    public async Task Node_WithAWrongToken_SaysWhyAndWritesNoCertificate(string kind, string expected)
    {
        using IHost cloud = BuildCloud();
        await cloud.StartAsync().WaitAsync(_limit);
        using IHost edge = BuildEdge(cloud, kind == "signature" ? Token(cloud)[..^3] + "AAA" : kind);
        await edge.StartAsync().WaitAsync(_limit);

        EdgeLinkStatus status = await PhaseAsync(edge, EdgeLinkPhase.JoinRefused);

        Assert.Contains(expected, status.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Certificates, "server.crt")));
        await edge.StopAsync().WaitAsync(_limit);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Node_WhoseAnswerToASingleUseTokenGotLost_JoinsWithTheSameKey()
    {
        using IHost cloud = BuildCloud();
        await cloud.StartAsync().WaitAsync(_limit);
        string token = cloud.Services.GetRequiredService<IJoinTokens>().Create("edge-1", singleUse: true);
        string key = Path.Combine(Certificates, "server.key");
        using (IHost first = BuildEdge(cloud, token))
        {
            await first.StartAsync().WaitAsync(_limit);
            await PhaseAsync(first, EdgeLinkPhase.Connected);
            await first.StopAsync().WaitAsync(_limit);
        }

        // As if the answer had never come: the pending key is there, the certificate is not.
        File.Move(key, key + ".new");
        File.Delete(Path.Combine(Certificates, "server.crt"));
        using IHost second = BuildEdge(cloud, token);
        await second.StartAsync().WaitAsync(_limit);

        await PhaseAsync(second, EdgeLinkPhase.Connected);
        Assert.False(File.Exists(key + ".new"));
        await second.StopAsync().WaitAsync(_limit);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Token(IHost cloud) => cloud.Services.GetRequiredService<IJoinTokens>().Create();

    private static async Task<EdgeLinkStatus> PhaseAsync(IHost edge, EdgeLinkPhase phase)
    {
        using var deadline = new CancellationTokenSource(_limit);
        await foreach (EdgeLinkStatus status in edge.Services.GetRequiredService<IEdgeLinkState>().WatchAsync(deadline.Token))
        {
            if (status.Phase == phase)
            {
                return status;
            }
        }

        throw new InvalidOperationException("watching ended");
    }

    private static async Task<string> OpensslAsync(params string[] arguments)
    {
        using Process openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("openssl did not start");
        string output = await openssl.StandardOutput.ReadToEndAsync().WaitAsync(_limit);
        await openssl.WaitForExitAsync().WaitAsync(_limit);
        return output;
    }

    private IHost BuildCloud()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, "cloud");
            cloud.EmbeddedApi = "127.0.0.1:0";
            cloud.Hub = "127.0.0.1:0";
            cloud.Monitor = null;
            cloud.Https = "127.0.0.1:0";
        });
        return builder.Build();
    }

    private IHost BuildEdge(IHost cloud, string token)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.ServeMqtt = false;
            edge.DataDirectory = Path.Combine(_folder.FullName, "edge");
            edge.CertificateDirectory = Certificates;
            edge.Cloud = cloud.Services.GetRequiredService<ICloudHub>().Address;
            edge.HttpServer = cloud.Services.GetRequiredService<IJoinService>().Address;
            edge.Token = token;
        });
        return builder.Build();
    }
}
