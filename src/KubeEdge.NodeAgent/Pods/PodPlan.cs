namespace KubeEdge.NodeAgent.Pods;

/// <summary>What has to be done about a pod that nothing here runs.</summary>
internal enum PodPlan
{
    /// <summary>It is another node's, or it has ended.</summary>
    Nothing,

    /// <summary>Say why it does not start.</summary>
    Explain,

    /// <summary>It is being deleted and there is nothing to stop: say that it has stopped.</summary>
    Confirm,
}
