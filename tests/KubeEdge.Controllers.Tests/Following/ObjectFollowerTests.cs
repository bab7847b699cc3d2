using System.Text;
using System.Threading.Channels;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Controllers.Tests.Following;

public sealed class ObjectFollowerTests
{
    private readonly ObjectFollower _follower = new(
        new KubeClient(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") }), EdgeTypes.ConfigMaps,
        Channel.CreateUnbounded<ObjectChange>().Writer, new ManualTimeProvider(), NullLogger<ObjectFollower>.Instance);

    [Theory]
    [InlineData(InformerEventKind.Added, "Put")]
    [InlineData(InformerEventKind.Modified, "Put")]
    [InlineData(InformerEventKind.Deleted, "Removed")]
    public void Read_Change_IsReportedWithItsObject(InformerEventKind kind, string expected)
    {
        var read = _follower.Read(new InformerEvent(kind, Parse("\"uid\":\"u\",\"resourceVersion\":\"7\""), null));

        Assert.Equal((expected, "a"), (read?.Kind.ToString(), read?.Object?.Name));
    }

    [Fact]
    public void Read_EndOfAList_IsReported() =>
        Assert.Equal(ObjectChangeKind.Listed, _follower.Read(new InformerEvent(InformerEventKind.Synced, null, null))?.Kind);

    [Theory]
    [InlineData("\"resourceVersion\":\"7\"")]
    [InlineData("\"uid\":\"u\"")]
    public void Read_ObjectThatCannotBeDelivered_IsLeftOut(string metadata) =>
        Assert.Null(_follower.Read(new InformerEvent(InformerEventKind.Added, Parse(metadata), null)));

    private static KubeObject Parse(string metadata) => KubeObject.Parse(Encoding.UTF8.GetBytes(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default",{{{metadata}}}}}"""));
}
