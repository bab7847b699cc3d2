using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Requests;

namespace KubeEdge.MetaManager.Tests.Requests;

public class RequestTableTests
{
    [Theory]
    [InlineData("query", "default/configmap/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "default/secret/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "null/persistentvolume/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "default/persistentvolumeclaim/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "default/volumeattachment/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "default/node/a", nameof(RequestKind.RemoteQuery))]
    [InlineData("query", "kube-node-lease/lease/a", nameof(RequestKind.Remote))]
    [InlineData("query", "default/certificatesigningrequest/a", nameof(RequestKind.Remote))]
    [InlineData("query", "k8s/ca.crt", nameof(RequestKind.Remote))]
    [InlineData("query", "default/serviceaccounttoken/a", nameof(RequestKind.Token))]
    [InlineData("query", "default/pod/a", nameof(RequestKind.LocalQuery))]
    [InlineData("query", "default/rule/a", nameof(RequestKind.LocalQuery))]
    [InlineData("query", "default/pod", nameof(RequestKind.List))]
    [InlineData("query", "default/serviceaccountaccess", nameof(RequestKind.List))]
    [InlineData("query", "a/b/c/d", nameof(RequestKind.Unknown))]
    [InlineData("insert", "default/node/a", nameof(RequestKind.Insert))]
    [InlineData("insert", "kube-node-lease/lease/a", nameof(RequestKind.Remote))]
    [InlineData("insert", "default/certificatesigningrequest/a", nameof(RequestKind.Remote))]
    [InlineData("insert", "default/event/a", nameof(RequestKind.Forward))]
    [InlineData("update", "kube-node-lease/lease/a", nameof(RequestKind.Remote))]
    [InlineData("update", "default/node/a", nameof(RequestKind.Report))]
    [InlineData("update", "default/podstatus/a", nameof(RequestKind.Report))]
    [InlineData("update", "default/nodestatus/a", nameof(RequestKind.Report))]
    [InlineData("update", "default/event/a", nameof(RequestKind.Forward))]
    [InlineData("patch", "default/podpatch/a", nameof(RequestKind.Patch))]
    [InlineData("patch", "default/nodepatch/a", nameof(RequestKind.Patch))]
    [InlineData("patch", "default/event/a", nameof(RequestKind.Forward))]
    [InlineData("delete", "default/pod/a", nameof(RequestKind.RemoteDelete))]
    [InlineData("delete", "default/volumeattachment/a", nameof(RequestKind.LocalDelete))]
    [InlineData("response", "default/pod/a", nameof(RequestKind.Forward))]
    [InlineData("update", "default/pod", nameof(RequestKind.Unknown))]
    [InlineData("restart", "default/pod/a", nameof(RequestKind.Unknown))]
    public void Find_EachRow_IsServedAsTheOriginalDoes(string operation, string resource, string kind)
    {
        var message = new MessageFactory(TimeProvider.System).New(new MessageRoute("edged", "meta", resource, operation), default);
        _ = ResourcePath.TryParse(resource, out var path);

        Assert.Equal(kind, RequestTable.Find(message, path).ToString());
    }
}
