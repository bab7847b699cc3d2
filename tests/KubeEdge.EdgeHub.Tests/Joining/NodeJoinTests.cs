using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.EdgeHub.Certificates;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Tests.Fakes;

namespace KubeEdge.EdgeHub.Tests.Joining;

/// <summary>What is on disk, and can be used, whatever happens while a node gets its certificate.</summary>
public sealed class NodeJoinTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    // TLS looks at the machine's clock, so these certificates are made around it.
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly TestCertificates _certificates = new();
    private Action _answering = static () => { };

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" ")]
    public async Task JoinAsync_TokenWithWhiteSpaceBehind_Joins(string behind)
    {
        using var server = NewServer();
        var options = NewOptions(server);
        options.Token = Convert.ToHexStringLower(SHA256.HashData(_certificates.Authority)) + ".a.b.c" + behind;

        var result = await NewJoin(options).JoinAsync(CancellationToken.None).WaitAsync(_limit);

        Assert.Equal((JoinFailure.None, null), (result.Failure, result.Detail));
        Assert.NotNull(Load());
    }

    [Fact]
    public async Task RenewAsync_CertificateCannotBeWritten_LeavesThePairThatIsInUse()
    {
        using var server = NewServer();
        var options = NewOptions(server);

        // The folder of the certificate is gone while the answer is under way, the key's is not.
        options.CertificateFile = Path.Combine(_certificates.Folder, "certs", "server.crt");
        Directory.CreateDirectory(Path.Combine(_certificates.Folder, "certs"));
        var serial = _certificates.WriteNode(_now.AddHours(-1), _now.AddDays(1));
        File.Move(_certificates.CertificateFile, options.CertificateFile);
        _answering = () =>
        {
            Directory.Move(Path.Combine(_certificates.Folder, "certs"), Path.Combine(_certificates.Folder, "aside"));
            File.WriteAllText(Path.Combine(_certificates.Folder, "certs"), "in the way");
        };

        var result = await RenewAsync(options);

        File.Delete(Path.Combine(_certificates.Folder, "certs"));
        Directory.Move(Path.Combine(_certificates.Folder, "aside"), Path.Combine(_certificates.Folder, "certs"));
        Assert.Equal(JoinFailure.NotPossible, result.Failure);
        using var left = new NodeCertificateFiles(options.CaFile, options.CertificateFile, options.KeyFile, TimeProvider.System).TryLoad(out var problem);
        Assert.Null(problem);
        Assert.Equal(serial, left?.Own.SerialNumber);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Finish_AfterAKillAtEachStepOfARenewal_LeavesOnePairThatFits(int steps)
    {
        using var server = NewServer();
        var options = NewOptions(server);
        _certificates.WriteNode(_now.AddHours(-1), _now.AddDays(1));
        var (oldKey, oldCertificate) = (await File.ReadAllTextAsync(options.KeyFile), await File.ReadAllTextAsync(options.CertificateFile));
        Assert.Equal(JoinFailure.None, (await RenewAsync(options)).Failure);
        var (newKey, newCertificate) = (await File.ReadAllTextAsync(options.KeyFile), await File.ReadAllTextAsync(options.CertificateFile));
        Assert.False(File.Exists(options.KeyFile + ".new") || File.Exists(options.CertificateFile + ".new"));

        // As it lies there when the node dies after 0 to 3 of: the key replaced, the certificate replaced, the pending key deleted.
        await File.WriteAllTextAsync(options.KeyFile, steps >= 1 ? newKey : oldKey);
        await File.WriteAllTextAsync(options.CertificateFile, steps >= 2 ? newCertificate : oldCertificate);
        await File.WriteAllTextAsync(options.CertificateFile + ".new", newCertificate);
        if (steps < 3)
        {
            await File.WriteAllTextAsync(options.KeyFile + ".new", newKey);
        }

        Assert.Equal(steps < 3, NewJoin(options).Finish());

        Assert.Equal(newKey, await File.ReadAllTextAsync(options.KeyFile));
        Assert.Equal(newCertificate, await File.ReadAllTextAsync(options.CertificateFile));
        Load();
    }

    [Fact]
    public async Task RenewAsync_SeveralAuthorities_StayInTheirFile()
    {
        using var server = NewServer();
        var options = NewOptions(server);
        using var other = new TestCertificates();
        var bundle = await File.ReadAllTextAsync(other.CaFile) + "\n" + await File.ReadAllTextAsync(options.CaFile);
        await File.WriteAllTextAsync(options.CaFile, bundle);
        _certificates.WriteNode(_now.AddHours(-1), _now.AddDays(1));

        Assert.Equal(JoinFailure.None, (await RenewAsync(options)).Failure);

        Assert.Equal(bundle, await File.ReadAllTextAsync(options.CaFile));
    }

    public void Dispose() => _certificates.Dispose();

    private JoinServer NewServer() => new(_certificates.IssueServer(_now.AddHours(-1), _now.AddDays(1)), call =>
    {
        if (call.Path == "/ca.crt")
        {
            return _certificates.Authority;
        }

        _answering();
        return _certificates.Sign(call.Body, _now.AddHours(-1), _now.AddDays(2));
    });

    private EdgeHubOptions NewOptions(JoinServer server) => new()
    {
        NodeName = "edge-1",
        HttpServer = server.Address,
        CaFile = _certificates.CaFile,
        CertificateFile = _certificates.CertificateFile,
        KeyFile = _certificates.KeyFile,
    };

    private static NodeJoin NewJoin(EdgeHubOptions options) => new(options, new JoinClient(options));

    private static async Task<JoinResult> RenewAsync(EdgeHubOptions options)
    {
        using var current = new NodeCertificateFiles(options.CaFile, options.CertificateFile, options.KeyFile, TimeProvider.System).TryLoad(out _)
            ?? throw new InvalidOperationException("no pair to renew");
        return await NewJoin(options).RenewAsync(current.Authorities, current.Own, CancellationToken.None).WaitAsync(_limit);
    }

    private string? Load()
    {
        using var pair = X509Certificate2.CreateFromPemFile(_certificates.CertificateFile, _certificates.KeyFile);
        return pair.SerialNumber;
    }
}
