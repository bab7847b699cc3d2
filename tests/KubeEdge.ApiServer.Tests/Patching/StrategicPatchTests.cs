using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Patching;

namespace KubeEdge.ApiServer.Tests.Patching;

public sealed class StrategicPatchTests
{
    [Theory]
    [InlineData("""{"data":{"a":"1","b":"2"}}""", """{"data":{"a":null,"c":"3"}}""", """{"data":{"b":"2","c":"3"}}""")]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"$patch":"replace","only":"1"}}""", """{"data":{"only":"1"}}""")]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"$patch":"delete"}}""", """{"data":{}}""")]
    [InlineData("""{"s":{"a":1,"b":2,"c":3}}""", """{"s":{"$retainKeys":["a","d"],"d":4}}""", """{"s":{"a":1,"d":4}}""")]
    [InlineData("""{"metadata":{"finalizers":["x/a","x/b"]}}""", """{"metadata":{"finalizers":["x/c"]}}""", """{"metadata":{"finalizers":["x/c","x/a","x/b"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["x/a","x/b"]}}""", """{"metadata":{"$deleteFromPrimitiveList/finalizers":["x/a"]}}""", """{"metadata":{"finalizers":["x/b"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["x/a"]}}""", """{"metadata":{"finalizers":["x/a"]}}""", """{"metadata":{"finalizers":["x/a"]}}""")]
    [InlineData(
        """{"metadata":{"ownerReferences":[{"uid":"1","name":"a"},{"uid":"2","name":"b"}]}}""",
        """{"metadata":{"ownerReferences":[{"$patch":"delete","uid":"1"},{"uid":"2","controller":true}]}}""",
        """{"metadata":{"ownerReferences":[{"uid":"2","name":"b","controller":true}]}}""")]
    [InlineData(
        """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""",
        """{"status":{"conditions":[{"type":"Extra","status":"False"}]}}""",
        """{"status":{"conditions":[{"type":"Extra","status":"False"},{"type":"Ready","status":"True"}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"2"}]}}""",
        """{"spec":{"containers":[{"name":"b","image":"1"},{"name":"a","image":"2"}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}""",
        """{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}}""",
        """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":81}]}]}}""",
        """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":81},{"containerPort":80,"name":"http"}]}]}}""")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
        """{"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}}""",
        """{"spec":{"containers":[{"name":"c"}]}}""")]
    [InlineData("""{"spec":{"tolerations":[{"key":"a"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""")]
    [InlineData("""{"a":1}""", """{"b":{"c":null,"d":1}}""", """{"a":1,"b":{"d":1}}""")]
    public void Apply_Merges(string target, string patch, string expected)
    {
        var result = Parse(target);

        StrategicPatch.Apply(result, Parse(patch));

        // Lists compare in order, members of objects do not.
        Assert.True(JsonNode.DeepEquals(Parse(expected), result), result.ToJsonString());
    }

    [Theory]
    [InlineData("""{"data":{"$patch":"sideways"}}""")]
    [InlineData("""{"data":{"$patch":7}}""")]
    [InlineData("""{"metadata":{"finalizers":[{}]}}""")]
    [InlineData("""{"spec":{"containers":[{"image":"x"}]}}""")]
    [InlineData("""{"spec":{"$setElementOrder/containers":7}}""")]
    [InlineData("""{"spec":{"$retainKeys":7}}""")]
    [InlineData("""{"metadata":{"$deleteFromPrimitiveList/finalizers":7}}""")]
    public void Apply_Nonsense_IsRefused(string patch) =>
        Assert.Throws<PatchException>(() => StrategicPatch.Apply(Parse("""{"data":{},"metadata":{},"spec":{}}"""), Parse(patch)));

    private static JsonObject Parse(string text) => JsonNode.Parse(text)?.AsObject() ?? [];
}
