using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Client;

public sealed class KubeconfigTests : IDisposable
{
    private const string Two =
        """
        apiVersion: v1
        kind: Config
        current-context: second
        contexts:
        - name: first
          context: {cluster: one, user: ann}
        - name: second
          context:
            cluster: two
            namespace: shop
        clusters:
        - name: one
          cluster:
            server: https://one.example.com:6443/base
            insecure-skip-tls-verify: true
            tls-server-name: api
        - name: two
          cluster: {server: "http://127.0.0.1:8080"}
        users:
        - name: ann
          user:
            token: "12345"
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_CurrentContext_IsUsed()
    {
        var options = Kubeconfig.Load(_folder.File("config", Two));

        Assert.Equal(new Uri("http://127.0.0.1:8080"), options.Server);
        Assert.Equal("shop", options.Namespace);
        Assert.Null(options.Token);
        Assert.Null(options.TrustedAuthorities);
        Assert.False(options.SkipServerCertificateCheck);
    }

    [Fact]
    public void Load_NamedContext_IsUsed()
    {
        var options = Kubeconfig.Load(_folder.File("config", Two), "first");

        Assert.Equal(new Uri("https://one.example.com:6443/base"), options.Server);
        Assert.Equal("12345", options.Token);
        Assert.Equal("api", options.ServerName);
        Assert.True(options.SkipServerCertificateCheck);
    }

    [Fact]
    public void Load_Json_IsYamlToo()
    {
        var file = _folder.File(
            "config",
            """
            {"current-context":"c","contexts":[{"name":"c","context":{"cluster":"k","user":"u"}}],
             "clusters":[{"name":"k","cluster":{"server":"http://x"}}],"users":[{"name":"u","user":{"tokenFile":"token"}}]}
            """);
        Assert.Equal(_folder.File("token"), Kubeconfig.Load(file).TokenFile);
    }

    [Fact]
    public void Load_FilesBesideIt_AreRelativeToIt()
    {
        using var certificates = new TestCertificates();
        var (certificate, key) = certificates.Issue("admin");
        _folder.File("ca.crt", certificates.Authority.ExportCertificatePem());
        _folder.File("me.crt", certificate);
        _folder.File("me.key", key);
        var file = _folder.File(
            "config",
            """
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: "https://x", certificate-authority: ca.crt}}]
            users: [{name: u, user: {client-certificate: me.crt, client-key: me.key}}]
            """);

        var options = Kubeconfig.Load(file);

        Assert.Equal("CN=admin", options.ClientCertificate?.Subject);
        Assert.True(options.ClientCertificate?.HasPrivateKey);
        Assert.Equal("CN=test authority", Assert.Single(options.TrustedAuthorities ?? []).Subject);
    }

    [Fact]
    public void Write_ThenLoad_IsTheSame()
    {
        using var certificates = new TestCertificates();
        var (certificate, key) = certificates.Issue("admin");
        var file = _folder.File("deep/er/kubeconfig");
        Kubeconfig.Write(file, new KubeconfigContent
        {
            Server = new Uri("https://127.0.0.1:6443"),
            Name = "edge: \"box\" #1",
            Namespace = "shop",
            CertificateAuthorityPem = certificates.Authority.ExportCertificatePem(),
            ClientCertificatePem = certificate,
            ClientKeyPem = key,
            Token = "t: 1",
        });

        var options = Kubeconfig.Load(file);

        Assert.Equal(new Uri("https://127.0.0.1:6443"), options.Server);
        Assert.Equal("shop", options.Namespace);
        Assert.Equal("t: 1", options.Token);
        Assert.Equal("CN=admin", options.ClientCertificate?.Subject);
        Assert.Single(options.TrustedAuthorities ?? []);
        Assert.Single(Directory.GetFiles(_folder.File("deep/er")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Write_ServerOnly_IsWhatKubectlReads()
    {
        Kubeconfig.Write(_folder.File("kubeconfig"), new Uri("http://127.0.0.1:10550"));

        Assert.Equal(
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: kubeedge
              cluster:
                server: http://127.0.0.1:10550
            contexts:
            - name: kubeedge
              context:
                cluster: kubeedge
                user: kubeedge
            current-context: kubeedge
            preferences: {}
            users:
            - name: kubeedge
              user: {}

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_folder.File("kubeconfig")).Replace("...\n", "", StringComparison.Ordinal));
        Assert.Equal(new Uri("http://127.0.0.1:10550"), Kubeconfig.Load(_folder.File("kubeconfig")).Server);
    }

    [Theory]
    [InlineData("", "the document is no mapping")]
    [InlineData("[1]", "the document is no mapping")]
    [InlineData("a: [", "line")]
    [InlineData("a: 1\na: 2", "line 2")]
    [InlineData("kind: Config", "it has no current-context and none was asked for")]
    [InlineData("current-context: c", "$.contexts has no entry named \"c\"")]
    [InlineData("current-context: [c]", "$.current-context (line 1) is a list, expected text")]
    [InlineData("current-context: c\ncontexts: [{name: c}]", "$.contexts[c] has no context")]
    [InlineData("current-context: c\ncontexts: [{name: c, context: 5}]", "$.contexts[c].context (line 2) is text, expected a mapping")]
    [InlineData("current-context: c\ncontexts: [{name: c, context: {user: u}}]", "$.contexts[c].context names no cluster")]
    public void Load_BrokenFile_SaysWhatAndWhere(string text, string expected)
    {
        var file = _folder.File("config", text);
        var error = Assert.Throws<InvalidDataException>(() => Kubeconfig.Load(file));
        Assert.StartsWith($"{file}: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server: ftp://x", "", "$.clusters[k].cluster.server is \"ftp://x\", expected an http or https address")]
    [InlineData("namespace: x", "", "$.clusters[k].cluster has no server")]
    [InlineData("server: http://x, insecure-skip-tls-verify: maybe", "", "$.clusters[k].cluster.insecure-skip-tls-verify is \"maybe\", expected true or false")]
    [InlineData("server: http://x, certificate-authority-data: '*'", "", "$.clusters[k].cluster.certificate-authority-data is not base64")]
    [InlineData("server: http://x, certificate-authority-data: aGk=", "", "$.clusters[k].cluster.certificate-authority holds no certificate")]
    [InlineData("server: http://x, proxy-url: http://y", "", "$.clusters[k].cluster.proxy-url is not supported; use the environment's HTTPS_PROXY")]
    [InlineData("server: http://x", "exec: {command: aws}", "$.users[u].user.exec is not supported; use a client certificate or a token")]
    [InlineData("server: http://x", "client-key-data: aGk=", "$.users[u].user has only one of client-certificate and client-key")]
    [InlineData("server: http://x", "client-key-data: aGk=, client-certificate-data: aGk=", "$.users[u].user: the client certificate and its key cannot be used")]
    public void Load_BrokenEntry_SaysWhatAndWhere(string cluster, string user, string expected)
    {
        var file = _folder.File(
            "config",
            $$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u} }]
            clusters: [{name: k, cluster: { {{cluster}} } }]
            users: [{name: u, user: { {{user}} } }]
            """);
        var error = Assert.Throws<InvalidDataException>(() => Kubeconfig.Load(file));
        Assert.StartsWith($"{file}: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DeepOrLargeFile_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => Kubeconfig.Load(_folder.File("deep", new string('[', 100_000))));
        Assert.Throws<InvalidDataException>(() => Kubeconfig.Load(_folder.File("large", new string(' ', 5_000_000))));
        Assert.Throws<FileNotFoundException>(() => Kubeconfig.Load(_folder.File("missing")));
    }
}
