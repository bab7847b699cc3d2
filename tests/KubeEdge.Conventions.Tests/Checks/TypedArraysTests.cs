using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Checks;

public sealed class TypedArraysTests
{
    [Fact]
    public void Packages_HaveNone() => Expect.None(TypedArrays.Find(SourceModel.Packages));

    [Theory]
    [InlineData("JsonArray a = [\"x\"];", 1)]
    [InlineData("JsonArray a = [new JsonObject(), 1];", 2)]
    [InlineData("JsonArray a = [(JsonNode)\"x\"];", 0)]
    [InlineData("JsonArray a = new(\"x\", 1);", 0)]
    [InlineData("JsonNode[] a = [\"x\", 1];", 0)]
    [InlineData("Func<JsonArray> a = () => [1];", 1)]
    public void Find_CountsElementsThatAreNoNodes(string statement, int violations) =>
        Assert.Equal(violations, TypedArrays.Find(SourceModel.Of("src/P/A.cs", $$"""
            using System;
            using System.Text.Json.Nodes;
            class A { void M() { {{statement}} } }
            """)).Count());
}
