using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>The edge controller's state in the hands of a test: objects go in, calls on the desired state come out.</summary>
internal sealed class StateRig
{
    private long _version = 100;

    public StateRig(Action<EdgeControllerOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new EdgeControllerOptions();
        configure?.Invoke(options);
        State = new EdgeState(Desired, options, Nodes, time ?? Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public FakeDesiredState Desired { get; } = new();

    public NodeTable Nodes { get; } = new();

    public EdgeState State { get; }

    public static StateRig Listed(Action<EdgeControllerOptions>? configure = null, TimeProvider? time = null)
    {
        var rig = new StateRig(configure, time);
        rig.Node("edge-1");
        rig.Node("edge-2");
        rig.EndAllLists();
        rig.Take();
        return rig;
    }

    public void EndAllLists()
    {
        foreach (var type in new[] { EdgeTypes.Nodes, EdgeTypes.Pods, EdgeTypes.ConfigMaps, EdgeTypes.Secrets, EdgeTypes.ServiceAccounts })
        {
            List(type);
        }
    }

    public void Begin(ResourceType type) => State.Apply(new ObjectChange(type, ObjectChangeKind.ListBegins));

    public void List(ResourceType type) => State.Apply(new ObjectChange(type, ObjectChangeKind.Listed));

    public void Node(string name, bool isEdge = true) => Put(EdgeTypes.Nodes, $$$"""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{name}}}","uid":"n-{{{name}}}","labels":{"{{{(isEdge ? "node-role.kubernetes.io/edge" : "other")}}}":""} } }
        """);

    public void Pod(string name, string? node, string spec = "{}", string uid = "p", string status = "{}")
    {
        var json = JsonNode.Parse(spec)!.AsObject();
        if (node is not null)
        {
            json["nodeName"] = node;
        }

        Put(EdgeTypes.Pods, $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid}}}"},"spec":{{{json.ToJsonString()}}},"status":{{{status}}} }
            """);
    }

    public void Object(ResourceType type, string name, string more = "\"immutable\":false") => Put(type, $$$"""
        {"apiVersion":"v1","kind":"{{{type.Kind}}}","metadata":{"name":"{{{name}}}","namespace":"default","uid":"u-{{{name}}}"},{{{more}}} }
        """);

    public void Remove(ResourceType type, string name)
    {
        var ns = type.IsNamespaced ? "\"namespace\":\"default\"," : "";
        State.Apply(new ObjectChange(type, ObjectChangeKind.Removed, Parse($$$"""
            {"apiVersion":"v1","kind":"{{{type.Kind}}}","metadata":{"name":"{{{name}}}",{{{ns}}}"uid":"u"} }
            """)));
    }

    public void Put(ResourceType type, string json) => State.Apply(new ObjectChange(type, ObjectChangeKind.Put, Parse(json)));

    /// <summary>What the state says when it is asked now, without the versions.</summary>
    public IReadOnlyList<string> Take()
    {
        State.Flush();
        return [.. Desired.Taken().Select(static call => System.Text.RegularExpressions.Regex.Replace(call, "@[0-9]+", ""))];
    }

    private KubeObject Parse(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        return KubeObject.FromNode(node);
    }
}
