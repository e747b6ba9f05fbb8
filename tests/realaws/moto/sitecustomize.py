"""Corrections of the moto emulator that the real-provider suite needs.

Python imports this module by itself when its folder is on PYTHONPATH, so an
emulator is corrected by starting it with that variable set. Without the
corrections the suite fails where moto differs from AWS; they hide nothing of
slipway: each one adds what AWS does and moto leaves out.
"""

import os

# Lambda looks for the image it is given, as AWS does.
os.environ.setdefault("MOTO_LAMBDA_STUB_ECR", "false")

try:
    from moto.core.config import default_user_config
except ImportError:  # another Python program, not the emulator
    default_user_config = None

if default_user_config is not None:
    import codedeploy_corrections
    import codepipeline_corrections
    import connections_corrections
    import lambda_corrections
    import notifications_corrections
    import room_corrections
    import stepfunctions_corrections
    import sts_corrections

    # State machines run, and invoking a function needs no Docker.
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    default_user_config["lambda"] = {"use_docker": False}
    # AWS's own managed policies are there.
    default_user_config["iam"] = {"load_aws_managed_policies": True}
    codedeploy_corrections.install()
    codepipeline_corrections.install()
    connections_corrections.install()
    lambda_corrections.install()
    notifications_corrections.install()
    room_corrections.install()
    stepfunctions_corrections.install()
    sts_corrections.install()
